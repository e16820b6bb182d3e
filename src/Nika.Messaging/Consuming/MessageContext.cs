using Nika.Messaging.Asking;
using Nika.Messaging.Streams;

namespace Nika.Messaging;

/// <summary>
/// What a handler is told about the message it handles. Valid during the handling only: instances are reused for later messages.
/// </summary>
public sealed class MessageContext
{
    private NikaMeta meta;
    private Replier? replier;

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

    /// <summary>Until when somebody waits for the reply, by the asker's clock; null for what was not asked. Of a reply in parts: for the first one. The handler's token is cancelled when the asker gives up.</summary>
    public DateTimeOffset? Deadline { get; private set; }

    /// <summary>Replies to the request that is being handled. Generated code calls this with what a handler of requests returns.</summary>
    /// <typeparam name="TReply">The reply's type.</typeparam>
    /// <param name="handling">The running call.</param>
    /// <returns>Done when the reply is stored, or in the local log.</returns>
    public ValueTask ReplyWithAsync<TReply>(ValueTask<TReply> handling)
        where TReply : IStreamMessage<TReply> => Replier.ReplyAsync(Request, handling);

    /// <summary>Replies to the request that is being handled, in parts. Generated code calls this with what a handler of requests returns.</summary>
    /// <typeparam name="TPart">The parts' type.</typeparam>
    /// <param name="parts">The parts; they are enumerated here, and never more than 64 ahead of the asker.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <returns>Done when the end mark is stored, or in the local log.</returns>
    public ValueTask ReplyWithAsync<TPart>(IAsyncEnumerable<TPart> parts, CancellationToken cancellationToken)
        where TPart : IStreamMessage<TPart> => Replier.ReplyAsync(Request, parts, Deadline is not null, () => HasReplied = true, cancellationToken);

    /// <summary>The message as a request, for its replies.</summary>
    internal RequestOrigin Request => new(Key, meta.Id, meta.CorrelationId);

    /// <summary>Whether parts of the reply were sent: it cannot be begun again.</summary>
    internal bool HasReplied { get; private set; }

    private Replier Replier => replier ?? throw new InvalidOperationException("Only a message that a pod handles can be replied to.");

    internal void AllowReplies(Replier by, DateTimeOffset? deadline) => (replier, Deadline, HasReplied) = (by, deadline, false);

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
