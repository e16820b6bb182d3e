namespace Nika.Messaging;

/// <summary>
/// Marks the member that keeps what a reader does not know: a dictionary of <see cref="System.Text.Json.JsonElement"/> by wire name. The members are written back
/// after the others. Without such a member, unknown ones are skipped. Absent ones leave it null, or empty if it is never null. Not on hashes.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter, Inherited = false)]
public sealed class ExtensionDataAttribute : Attribute;
