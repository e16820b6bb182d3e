using Nika.Messaging.Streams;

namespace Nika.Messaging.Redis.Tests;

/// <summary>What a lane reported of a write; no failure means delivered.</summary>
internal sealed record Outcome(string Text, WriteFailure? Failure, string? Reason);
