using System.Diagnostics.CodeAnalysis;

namespace Nika.Messaging;

/// <summary>A message that is a hash with one field per member (working memory, contracts, hashes of one's own).</summary>
/// <typeparam name="TSelf">The message type itself.</typeparam>
public interface IHashMessage<TSelf> : IMessage<TSelf>
    where TSelf : IHashMessage<TSelf>
{
    /// <summary>Writes one field per member: text and numbers plain, the rest as JSON. Members that are null are left out.</summary>
    /// <param name="message">The message.</param>
    /// <param name="fields">Where they go.</param>
    static abstract void WriteFields(in TSelf message, ref FieldWriter fields);

    /// <summary>Reads the members from a hash's fields. Unknown fields are ignored.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="message">The message.</param>
    /// <param name="error">Why it failed, naming the field.</param>
    static abstract bool TryReadFields(HashFields fields, [MaybeNullWhen(false)] out TSelf message, [NotNullWhen(false)] out string? error);
}
