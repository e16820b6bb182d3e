using System.Collections.Immutable;

namespace Nika.Messaging.Generators.Tests.Messages;

/// <summary>A message with a member of every scalar type.</summary>
[Message("everything"), Stream("test:{Desk}:everything"), Ttl("10m"), MaxLength(10_000)]
public sealed partial record Everything(
    DeskId Desk,
    string Text,
    bool Flag,
    sbyte SmallSigned,
    byte Small,
    short Short,
    ushort UnsignedShort,
    int Number,
    uint UnsignedNumber,
    long Long,
    ulong UnsignedLong,
    float Single,
    double Double,
    decimal Decimal,
    Guid Guid,
    DateTimeOffset Moment,
    DateOnly Day,
    TimeSpan Span,
    Mood Mood,
    byte[] Bytes,
    ReadOnlyMemory<byte> Memory,
    Step Step);

/// <summary>The same types, nullable.</summary>
[Message("perhaps_everything"), Stream("test:perhaps"), Ttl("1d"), Retention("2h")]
public sealed partial record PerhapsEverything(
    DeskId? Desk,
    string? Text,
    bool? Flag,
    sbyte? SmallSigned,
    byte? Small,
    short? Short,
    ushort? UnsignedShort,
    int? Number,
    uint? UnsignedNumber,
    long? Long,
    ulong? UnsignedLong,
    float? Single,
    double? Double,
    decimal? Decimal,
    Guid? Guid,
    DateTimeOffset? Moment,
    DateOnly? Day,
    TimeSpan? Span,
    Mood? Mood,
    byte[]? Bytes,
    ReadOnlyMemory<byte>? Memory,
    Step? Step,
    ImmutableArray<int>? Numbers,
    List<string?>? Texts);

/// <summary>Lists of many kinds.</summary>
[Message("lists"), Signal(SignalKind.Result)]
public sealed partial record Lists(
    JobId JobId,
    ImmutableArray<string> Urls,
    int[] Numbers,
    List<Mood> Moods,
    IReadOnlyList<DeskId> Desks,
    ImmutableArray<Step> Steps,
    IReadOnlyList<int?> Gaps,
    ImmutableArray<ImmutableArray<int>> Grid);

[Id]
public readonly partial struct DeskId;

public enum Mood
{
    Calm,
    [WireName("ON-FIRE")]
    Burning,
    [Fallback]
    Unknown,
}

[MessagePart, MaxDepth(JsonReader.DefaultMaxDepth)]
public sealed partial record Step(int Number, string Name, Step? Next = null);
