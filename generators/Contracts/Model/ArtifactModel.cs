namespace Nika.Messaging.Contracts;

/// <summary>What a step takes or makes.</summary>
/// <param name="Type">The C# type, a list's whole.</param>
/// <param name="Element">The message type, if it is a list of them; null if it is one.</param>
/// <param name="WireName">The message's wire name, <c>[]</c> behind it for a list.</param>
/// <param name="IsHash">Whether the message is a hash, with a field for each member.</param>
internal sealed record ArtifactModel(string Type, string? Element, string WireName, bool IsHash);
