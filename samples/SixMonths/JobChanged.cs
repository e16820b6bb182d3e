using Nika.Messaging;

namespace SixMonths;

/// <summary>A job of the swarm has come to its end.</summary>
/// <param name="EntityId">The job.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Summary">What happened, for people and for memory.</param>
/// <param name="Attempts">How many attempts it took.</param>
/// <param name="Minutes">How long it took.</param>
/// <param name="Domain">The area of work, for the envelope.</param>
/// <param name="Intent">Its purpose, for the envelope.</param>
[Message("job_changed")]
[EntityFeed]
public sealed partial record JobChanged(
    EntityId EntityId,
    EntityStatus Status,
    string Summary,
    int Attempts,
    double Minutes,
    [Meta(MetaField.Domain)] string Domain,
    [Meta(MetaField.Intent)] string Intent);
