namespace Nika.Messaging.Faults;

/// <summary>What the publisher was told of one message.</summary>
internal readonly record struct Published(Guid Id, PublishStatus Status, bool IsOnFeed);
