namespace Nika.Messaging;


/// <summary>
/// What the generator emits for a <see cref="MessageAttribute"/> type. Static abstracts, so that the runtime dispatches
/// without reflection; call them through a type parameter. Not meant to be implemented by hand.
/// </summary>
/// <typeparam name="TSelf">The message type itself.</typeparam>
public interface IMessage<TSelf> : IMessagePart<TSelf>
    where TSelf : IMessage<TSelf>
{
    /// <summary>Name, version, layer, key, time to live and the rest of what is the same for every message of the type.</summary>
    static abstract MessageDescriptor Descriptor { get; }

    /// <summary>Writes the message's key. A key part comes from a member, or from the envelope where the layer says so.</summary>
    /// <param name="message">The message; its ids have been checked by <see cref="FindMissingId"/>.</param>
    /// <param name="meta">The filled envelope.</param>
    /// <param name="writer">Where the key goes, as plain UTF-8.</param>
    /// <returns>False if a part that only the envelope can give (a session) is missing.</returns>
    static abstract bool TryWriteKey(in TSelf message, in NikaMeta meta, ref Utf8Writer writer);

    /// <summary>Copies the type's constants and the members that feed the envelope into it. What is null in the message is left alone.</summary>
    /// <param name="message">The message.</param>
    /// <param name="meta">The envelope, already holding the pod's ambient context.</param>
    static abstract void FillMeta(in TSelf message, ref NikaMeta meta);

    /// <summary>The wire name of the first id member that is <c>default</c>, or null. A nullable one may be null, but not hold a default id.</summary>
    /// <param name="message">The message.</param>
    static abstract string? FindMissingId(in TSelf message);

    /// <summary>The text under which memory finds this message, or null if it has none.</summary>
    /// <param name="message">The message.</param>
    static abstract string? MemoryText(in TSelf message);
}
