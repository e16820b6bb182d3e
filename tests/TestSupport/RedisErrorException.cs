namespace Nika.Messaging.TestSupport;

/// <summary>An error reply of the server.</summary>
public sealed class RedisErrorException(string message) : Exception(message);
