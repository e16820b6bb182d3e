namespace Nika.Messaging.Contracts;

/// <summary>A constructor parameter that dependency injection fills.</summary>
/// <param name="TypeName">Its type, without <c>?</c>.</param>
/// <param name="IsProvider">Whether it is the service provider itself.</param>
/// <param name="Default">The value when there is no such service, as an expression; null if the service is required.</param>
internal sealed record ServiceModel(string TypeName, bool IsProvider, string? Default);
