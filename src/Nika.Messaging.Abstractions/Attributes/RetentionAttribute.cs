namespace Nika.Messaging;


/// <summary>Bounds a stream by age: <c>XADD MINID ~ …</c>, computed from the server's clock.</summary>
/// <param name="duration">A whole number and a unit: <c>500ms</c>, <c>30s</c>, <c>10m</c>, <c>2h</c>, <c>7d</c>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class RetentionAttribute(string duration) : Attribute
{
    /// <summary>The duration as written.</summary>
    public string Duration { get; } = duration;
}
