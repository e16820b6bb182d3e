namespace Nika.Messaging;


/// <summary>The name of a member or an enum value on the wire. Without it: the C# name in snake_case.</summary>
/// <param name="name">The wire name.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter, Inherited = false)]
public sealed class WireNameAttribute(string name) : Attribute
{
    /// <summary>The wire name.</summary>
    public string Name { get; } = name;
}
