using System.Diagnostics.CodeAnalysis;

namespace Nika.Messaging;

/// <summary>JSON writing and reading of a message or a part of one, as emitted by the generator.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IMessagePart<TSelf>
    where TSelf : IMessagePart<TSelf>
{
    /// <summary>Writes the value as one JSON object.</summary>
    /// <param name="value">The value.</param>
    /// <param name="writer">Where it goes.</param>
    static abstract void WriteJson(in TSelf value, ref Utf8Writer writer);

    /// <summary>Reads one JSON object. Unknown members are skipped; a missing or repeated member, a wrong kind or a value out of range fails.</summary>
    /// <param name="reader">The reader; on failure it holds the reason, the path and the offset.</param>
    /// <param name="value">The value.</param>
    static abstract bool TryReadJson(ref JsonReader reader, [MaybeNullWhen(false)] out TSelf value);
}
