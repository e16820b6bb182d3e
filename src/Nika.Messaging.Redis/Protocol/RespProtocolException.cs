namespace Nika.Messaging.Redis.Protocol;

/// <summary>The server, or whoever answers in its place, sent what is no RESP: the connection is of no more use.</summary>
internal sealed class RespProtocolException(string message) : Exception(message);
