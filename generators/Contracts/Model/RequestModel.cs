namespace Nika.Messaging.Contracts;

/// <summary>What a request is replied with.</summary>
/// <param name="ReplyType">The full name of the reply, or of a part of it.</param>
/// <param name="IsStream">Whether it is replied to in parts.</param>
internal sealed record RequestModel(string ReplyType, bool IsStream);
