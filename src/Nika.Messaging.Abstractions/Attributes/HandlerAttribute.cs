namespace Nika.Messaging;


/// <summary>
/// Declares a handler. Each public <c>HandleAsync(message[, MessageContext][, CancellationToken])</c> that returns
/// <see cref="ValueTask"/> or <see cref="Task"/> takes one message type. The type must be partial.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class HandlerAttribute : Attribute
{
    /// <summary>A handler that follows streams without a group: every pod that follows a job sees its signals, results and errors.</summary>
    public HandlerAttribute()
    {
    }

    /// <summary>A handler in a consumer group: of all pods in the group one takes each entry.</summary>
    /// <param name="group">The group, e.g. <c>cg:worker</c>.</param>
    public HandlerAttribute(string group) => Group = group;

    /// <summary>The consumer group; null for a follower.</summary>
    public string? Group { get; }

    /// <summary>
    /// Whether only significant transitions reach the handler: completed, failed, cancelled, and created without a parent.
    /// The group still receives and acks everything. Default false.
    /// </summary>
    public bool SignificantOnly { get; set; }

    /// <summary>How many messages the pod gives this handler at a time, at least 1. Default 1: in order. Followers always go in order.</summary>
    public int Concurrency { get; set; } = 1;

    /// <summary>
    /// Which messages are handled one after another, in the order of the stream, where <see cref="Concurrency"/> is above 1. Default:
    /// none. It holds within one pod; a message that failed comes again later.
    /// </summary>
    public HandlerOrdering Ordering { get; set; }

    /// <summary>
    /// How long one handling may take, a whole number and a unit: <c>500ms</c>, <c>30s</c>, <c>10m</c>. Then the handler's token is
    /// cancelled and the attempt has failed; a handler that goes on all the same is reported. Default null: the pod's
    /// <c>Consumer.HandlerTimeLimit</c>, 5 min unless configured.
    /// </summary>
    public string? TimeLimit { get; set; }

    /// <summary>
    /// Whether the message being handled is the ambient context of what is published meanwhile: the same job and correlation, caused by
    /// it. It follows the handler through every await and into tasks it starts, which costs about 200 B a message. A handler that
    /// publishes nothing, or fills the envelope itself, can say false. Default true.
    /// </summary>
    public bool FlowsContext { get; set; } = true;
}
