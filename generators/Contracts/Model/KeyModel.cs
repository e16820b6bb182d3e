namespace Nika.Messaging.Contracts;

/// <summary>A message's key.</summary>
/// <param name="Template">The key with its placeholders by wire name.</param>
/// <param name="Parts">Constant texts and placeholders in order.</param>
/// <param name="KeyWithoutJob">The key of a message whose job is null; null if the job is never null.</param>
internal sealed record KeyModel(string Template, EquatableArray<KeyPartModel> Parts, string? KeyWithoutJob);
