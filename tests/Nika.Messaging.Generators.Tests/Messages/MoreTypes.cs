using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nika.Messaging.Generators.Tests.Messages;

#pragma warning disable NIKA111 // DateTime has a form on the wire, which is tested like any other.

/// <summary>The scalars that are no number and no text, and raw JSON.</summary>
[MessagePart]
public sealed partial record Scalars(
    char Letter,
    DateTime At,
    TimeOnly Time,
    Uri Link,
    Version Release,
    Access Access,
    JsonElement Any,
    char? PerhapsLetter = null,
    DateTime? PerhapsAt = null,
    TimeOnly? PerhapsTime = null,
    Uri? PerhapsLink = null,
    Version? PerhapsRelease = null,
    Access? PerhapsAccess = null,
    JsonElement? PerhapsAny = null);

/// <summary>The same as plain text.</summary>
[Message("plain_scalars"), WorkingMemory("scalars")]
public sealed partial record PlainScalars(
    JobId JobId, char Letter, DateTime At, TimeOnly Time, Uri Link, Version Release, Access Access, Memory<byte> Bytes, JsonElement Any, ImmutableDictionary<string, int> Counts);

/// <summary>Every dictionary, set and memory.</summary>
[MessagePart]
public sealed partial record Collections(
    Dictionary<string, int> Counts,
    IReadOnlyDictionary<string, string?> Texts,
    ImmutableDictionary<string, Mood> Moods,
    FrozenDictionary<string, Leaf> Leaves,
    Dictionary<string, List<Dictionary<string, int?>>>? Deep,
    HashSet<string> Names,
    IReadOnlySet<int> Numbers,
    ImmutableHashSet<Guid> Guids,
    FrozenSet<DeskId> Desks,
    Memory<byte> Bytes,
    Memory<int> Samples,
    ReadOnlyMemory<string> Words,
    List<List<ImmutableArray<int>>> Cube);

[MessagePart]
public readonly partial record struct Leaf(int Number, string? Text = "leaf");

/// <summary>A tree, four levels of it.</summary>
[MessagePart, MaxDepth(4)]
public sealed partial record Tree(string Name, ImmutableArray<Tree> Children, Dictionary<string, Tree>? Named = null);

/// <summary>Two types that contain one another: one limit is enough.</summary>
[MessagePart, MaxDepth(3)]
public sealed partial record Chicken(Egg? Egg);

[MessagePart]
public sealed partial record Egg(Chicken? Chicken);

[Flags]
public enum Access
{
    None = 0,
    Read = 1,
    Write = 2,
    [JsonStringEnumMemberName("rw")]
    ReadWrite = Read | Write,
    Delete = 4,
}

[Flags]
public enum Nameless : sbyte
{
    One = 1,
    Top = sbyte.MinValue,
    [Fallback]
    Other = 8,
}

/// <summary>Flags without a name for none of them, and with one for those not known.</summary>
[MessagePart]
public sealed partial record Marks(Nameless Nameless);

/// <summary>A type of somebody else's, at every place a codec can stand.</summary>
[MessagePart]
public sealed partial record Hosts(
    [property: JsonCodec(typeof(HexCodec))] int Color,
    [property: JsonCodec(typeof(HexCodec))] List<int?> Colors,
    IPAddress Address,
    IPAddress? Perhaps,
    Dictionary<string, IPAddress> ByName);

/// <summary>A number as hexadecimal digits.</summary>
public readonly struct HexCodec : IJsonCodec<int>
{
    public static void Write(int value, ref Utf8Writer writer) => writer.String(value.ToString("x8", System.Globalization.CultureInfo.InvariantCulture));

    public static bool TryRead(ref JsonReader reader, out int value)
    {
        value = 0;
        return reader.TryReadString(out string text) && int.TryParse(text, System.Globalization.NumberStyles.AllowHexSpecifier, null, out value);
    }
}

/// <summary>The whole assembly's codec for addresses.</summary>
public sealed class AddressCodec : IJsonCodec<IPAddress>
{
    public static void Write(IPAddress value, ref Utf8Writer writer) => writer.String(value.ToString());

    public static bool TryRead(ref JsonReader reader, [MaybeNullWhen(false)] out IPAddress value)
    {
        value = null;
        return reader.TryReadString(out string text) && (IPAddress.TryParse(text, out value) || reader.Fail($"'{text}' is no address"));
    }
}

/// <summary>A type as System.Text.Json knows it.</summary>
[MessagePart]
public sealed partial record Migrated([property: JsonPropertyName("Id")] int Number, [property: JsonIgnore] int Cached = 7, string Text = "")
{
    [JsonIgnore]
    public object? Tag { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Note { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Rest { get; init; }
}

/// <summary>Version 1 of a type.</summary>
[MessagePart]
public sealed partial record PlanV1(string Title, int Steps, Color Color = Color.Red);

/// <summary>Version 2: one member renamed, one new, one gone.</summary>
[MessagePart]
public sealed partial record PlanV2([Renamed(From = "title")] string Name, Color Color = Color.Red, ImmutableArray<string> Tags = default)
{
    [ExtensionData]
    public ImmutableDictionary<string, JsonElement> Unknown { get; init; } = ImmutableDictionary<string, JsonElement>.Empty;
}

public enum Color
{
    Red,
    [Renamed(From = "verdigris")]
    Green,
    [Fallback]
    Other,
}

/// <summary>Members of every way to set them.</summary>
[MessagePart]
public readonly partial struct Settings(int size, string name = "unnamed")
{
    public int Size { get; } = size;

    public string Name { get; } = name;

    public required bool IsOn { get; init; }

    public int? Limit { get; init; } = 5;
}
