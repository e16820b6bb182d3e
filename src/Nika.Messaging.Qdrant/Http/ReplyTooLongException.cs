namespace Nika.Messaging.Qdrant.Http;

/// <summary>A reply over its bound: whoever asked for many may ask for fewer.</summary>
internal sealed class ReplyTooLongException(string message) : Exception(message);
