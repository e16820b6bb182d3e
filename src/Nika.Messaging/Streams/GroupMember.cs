namespace Nika.Messaging.Streams;

/// <summary>A consumer of a group on a stream.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Pending">How many entries it was given and has not acked.</param>
/// <param name="Idle">How long it has asked for nothing.</param>
public sealed record GroupMember(string Name, long Pending, TimeSpan Idle);
