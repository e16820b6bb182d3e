namespace Nika.Messaging;


/// <summary>
/// Marks the string member that becomes a remembered event's <c>text</c>. Without it a member named <c>Summary</c> is taken;
/// without either, the text is the wire name.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter, Inherited = false)]
public sealed class MemoryTextAttribute : Attribute;
