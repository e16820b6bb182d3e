namespace Nika.Messaging;


/// <summary>What became of a message that was published.</summary>
public enum PublishStatus
{
    /// <summary>Taken; the store's answer is awaited. If none comes, the message goes to the local log.</summary>
    Accepted,

    /// <summary>The store has it.</summary>
    Delivered,

    /// <summary>The store is away or too slow: the message is in the local log, or about to be.</summary>
    Degraded,

    /// <summary>Neither the store nor the local log took it. Counted.</summary>
    Dropped,

    /// <summary>The caller's own error: a default id, over the size limit, or a step that an entity's lifecycle does not allow. Nothing was kept.</summary>
    Refused,
}
