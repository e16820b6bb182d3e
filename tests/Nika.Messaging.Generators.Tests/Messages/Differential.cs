using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nika.Messaging.Generators.Tests.Messages;

#pragma warning disable NIKA111 // DateTime has a form on the wire, which is tested like any other.

/// <summary>Every scalar. With the types below it covers every kind of member, for comparison with System.Text.Json.</summary>
[MessagePart]
public sealed partial record AnyScalars(
    string Text, char Letter, bool Flag, sbyte A, byte B, short C, ushort D, int E, uint F, long G, ulong H, float Single, double Double, decimal Decimal, Guid Guid,
    DateTimeOffset Moment, DateTime Utc, DateOnly Day, TimeOnly Time, TimeSpan Span, Uri Link, Version Release, Tone Tone, Access Access, DeskId Desk,
    byte[] Bytes, ReadOnlyMemory<byte> Memory, Memory<byte> Mutable, JsonElement Any);

/// <summary>The same, nullable. With us a nullable member may be absent anyway; System.Text.Json wants a default for that.</summary>
[MessagePart]
public sealed partial record PerhapsScalars(
    string? Text = null, char? Letter = null, bool? Flag = null, sbyte? A = null, byte? B = null, short? C = null, ushort? D = null, int? E = null, uint? F = null, long? G = null, ulong? H = null, float? Single = null, double? Double = null, decimal? Decimal = null, Guid? Guid = null,
    DateTimeOffset? Moment = null, DateTime? Utc = null, DateOnly? Day = null, TimeOnly? Time = null, TimeSpan? Span = null, Uri? Link = null, Version? Release = null, Tone? Tone = null, Access? Access = null, DeskId? Desk = null,
    byte[]? Bytes = null, JsonElement? Any = null, AnyTree? Tree = null);

/// <summary>Every collection.</summary>
[MessagePart]
public sealed partial record AnyCollections(
    int[] Array, ImmutableArray<string> Immutable, List<double> List, IReadOnlyList<Tone?> ReadOnly, Memory<short> Memory, ReadOnlyMemory<long> ReadOnlyMemory,
    HashSet<string> SetOfText, IReadOnlySet<int> SetReadOnly, ImmutableHashSet<Guid> SetImmutable, FrozenSet<Tone> SetFrozen,
    Dictionary<string, string?> Dictionary, IReadOnlyDictionary<string, int> ReadOnlyDictionary, ImmutableDictionary<string, AnyRow> ImmutableDictionary, FrozenDictionary<string, decimal> Frozen,
    List<Dictionary<string, int?[]>>? Deep = null);

/// <summary>A struct with what is made by a constructor, an initializer, and both. Unless told so, System.Text.Json takes a struct's empty constructor.</summary>
[MessagePart]
[method: JsonConstructor]
public readonly partial record struct AnyRow(int Number, string Name = "row")
{
    public required bool IsOn { get; init; }

    public double? Limit { get; init; }
}

[MessagePart, MaxDepth(12)]
public sealed partial record AnyTree(string Name, List<AnyTree> Children, Dictionary<string, AnyTree>? Named = null)
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Rest { get; init; }
}

/// <summary>More members than are read and written by the fastest code, and than 64 bits tell apart.</summary>
[MessagePart]
public sealed partial record AnyWide(
    int? M00 = null, int? M01 = null, int? M02 = null, int? M03 = null, int? M04 = null, int? M05 = null, int? M06 = null, int? M07 = null,
    int? M08 = null, int? M09 = null, int? M10 = null, int? M11 = null, int? M12 = null, int? M13 = null, int? M14 = null, int? M15 = null,
    int? M16 = null, int? M17 = null, int? M18 = null, int? M19 = null, int? M20 = null, int? M21 = null, int? M22 = null, int? M23 = null,
    int? M24 = null, int? M25 = null, int? M26 = null, int? M27 = null, int? M28 = null, int? M29 = null, int? M30 = null, int? M31 = null,
    int? M32 = null, int? M33 = null, int? M34 = null, int? M35 = null, int? M36 = null, int? M37 = null, int? M38 = null, int? M39 = null,
    int? M40 = null, int? M41 = null, int? M42 = null, int? M43 = null, int? M44 = null, int? M45 = null, int? M46 = null, int? M47 = null,
    int? M48 = null, int? M49 = null, int? M50 = null, int? M51 = null, int? M52 = null, int? M53 = null, int? M54 = null, int? M55 = null,
    int? M56 = null, int? M57 = null, int? M58 = null, int? M59 = null, int? M60 = null, int? M61 = null, int? M62 = null, int? M63 = null)
{
    public required string Text { get; init; }

    public required int Last { get; init; }
}

public enum Tone
{
    Low,
    [JsonStringEnumMemberName("MID-range")]
    Middle,
    High,
}
