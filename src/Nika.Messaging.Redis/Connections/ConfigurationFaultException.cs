namespace Nika.Messaging.Redis.Connections;

/// <summary>The server refuses us for a reason that waiting does not change: a wrong password, missing rights.</summary>
internal sealed class ConfigurationFaultException(string message) : Exception(message);
