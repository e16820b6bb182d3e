namespace Nika.Messaging.Generators.Tests.Messages;

/// <summary>A hash with a member of each type that a field holds as plain text.</summary>
[Message("plain_fields"), WorkingMemory("plain")]
public sealed partial record PlainFields(
    JobId JobId,
    string Text,
    bool Flag,
    int Number,
    ulong Unsigned,
    double Double,
    decimal Decimal,
    Guid Guid,
    DateTimeOffset Moment,
    DateOnly Day,
    TimeSpan Span,
    byte[] Bytes,
    ReadOnlyMemory<byte> Memory);
