namespace Nika.Messaging.Faults;

/// <summary>On the feed: all three groups get it, and the journal a line.</summary>
[Message("job_changed")]
[EntityFeed]
[Meta(Domain = "faults")]
public sealed partial record JobChanged(EntityId EntityId, EntityStatus Status, string Summary);
