namespace Nika.Messaging.Contracts;

/// <summary>A member that feeds a field of the envelope.</summary>
/// <param name="Field">The property of <c>NikaMeta</c>.</param>
/// <param name="Member">The C# member.</param>
/// <param name="CanBeNull">Whether the member may be null, which leaves the envelope alone.</param>
internal sealed record MetaFeedModel(string Field, string Member, bool CanBeNull);
