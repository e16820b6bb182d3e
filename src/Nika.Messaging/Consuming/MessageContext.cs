using Nika.Messaging.Streams;

namespace Nika.Messaging;

/// <summary>
/// What a handler is told about the message it handles. Valid during the handling only: instances are reused for later messages.
/// </summary>
public sealed class MessageContext
{
    private NikaMeta meta;

    internal MessageContext()
    {
    }

    /// <summary>The envelope.</summary>
    public ref readonly NikaMeta Meta => ref meta;

    /// <summary>The stream the message came from.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The group it was delivered in; null when followed without a group.</summary>
    public string? Group { get; private set; }

    /// <summary>The entry's id in its stream.</summary>
    public StreamId EntryId { get; private set; }

    /// <summary>How often the message has been delivered in the group, this time included: 1 the first time. Handlers are at-least-once; the idempotency key is <see cref="NikaMeta.Id"/>.</summary>
    public long Attempt { get; private set; }

    /// <summary>Whether the entry was replayed from a local log after an outage.</summary>
    public bool IsReplayed { get; private set; }

    internal void Set(in NikaMeta envelope, string key, string? group, StreamId entryId, long attempt, bool isReplayed)
    {
        meta = envelope;
        Key = key;
        Group = group;
        EntryId = entryId;
        Attempt = attempt;
        IsReplayed = isReplayed;
    }
}
