namespace Nika.Messaging.Contracts;

/// <summary>A client.</summary>
/// <param name="Type">Its interface.</param>
/// <param name="Methods">Its methods, in the order they are declared in.</param>
internal sealed record ClientModel(TypeModel Type, EquatableArray<ClientMethodModel> Methods);
