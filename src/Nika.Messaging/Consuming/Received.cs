using Nika.Messaging.Streams;

namespace Nika.Messaging;

/// <summary>A message received by a subscription.</summary>
/// <typeparam name="T">The message type.</typeparam>
/// <param name="Message">The message.</param>
/// <param name="Meta">Its envelope.</param>
/// <param name="EntryId">The entry's id in its stream.</param>
public sealed record Received<T>(T Message, NikaMeta Meta, StreamId EntryId);
