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

    /// <summary>How many messages the pod handles at a time in this group, at least 1. Default 1: in order. Followers always go in order.</summary>
    public int Concurrency { get; set; } = 1;
}
