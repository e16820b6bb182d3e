namespace Nika.Messaging.Contracts;

/// <summary>How a handler is made for a message.</summary>
/// <param name="HandlerType">The handler's full name.</param>
/// <param name="IsPublic">Whether it is visible outside of its assembly.</param>
/// <param name="Services">Its constructor's parameters.</param>
internal sealed record RegistrationModel(string HandlerType, bool IsPublic, EquatableArray<ServiceModel> Services);
