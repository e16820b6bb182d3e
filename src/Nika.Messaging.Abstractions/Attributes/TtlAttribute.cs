namespace Nika.Messaging;


/// <summary>
/// The time to live of a key, renewed by every write. Required on <see cref="StreamAttribute"/> and <see cref="HashAttribute"/> types;
/// the layers of the specification have theirs built in, and a shorter one may be given.
/// </summary>
/// <param name="duration">A whole number and a unit: <c>500ms</c>, <c>30s</c>, <c>10m</c>, <c>2h</c>, <c>7d</c>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class TtlAttribute(string duration) : Attribute
{
    /// <summary>The duration as written.</summary>
    public string Duration { get; } = duration;
}
