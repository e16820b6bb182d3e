namespace Nika.Messaging.Contracts;

/// <summary>An id type.</summary>
/// <param name="Type">The type.</param>
internal sealed record IdModel(TypeModel Type);
