namespace Nika.Messaging.Contracts;

/// <summary>A client, for the assembly's registration.</summary>
/// <param name="ClientType">The interface's full name.</param>
/// <param name="IsPublic">Whether it is visible outside of its assembly.</param>
internal sealed record ClientRegistrationModel(string ClientType, bool IsPublic);
