namespace Nika.Messaging.Contracts;

/// <summary>A method of a client.</summary>
/// <param name="Name">Its name as written in code.</param>
/// <param name="ReturnType">What it returns, in full.</param>
/// <param name="Call">What it does.</param>
/// <param name="MessageType">The full name of the message it is about; empty for questions to memory.</param>
/// <param name="ReplyType">The full name of the reply, or of a part of it; empty if it does not ask.</param>
/// <param name="Parameters">Its parameters.</param>
internal sealed record ClientMethodModel(string Name, string ReturnType, ClientCall Call, string MessageType, string ReplyType, EquatableArray<ClientParameterModel> Parameters);
