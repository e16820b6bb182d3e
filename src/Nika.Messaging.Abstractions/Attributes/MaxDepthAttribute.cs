namespace Nika.Messaging;

/// <summary>
/// How deep a type that contains itself may nest. Counted are the values of types with this attribute that are open around a value, itself
/// included: <c>[MaxDepth(8)]</c> on a tree's node allows eight levels of nodes. Deeper values are neither written nor read.
/// The whole document has its own limit, <see cref="JsonReader.DefaultMaxDepth"/> objects and arrays.
/// </summary>
/// <param name="depth">The number of levels, 1 to 64.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class MaxDepthAttribute(int depth) : Attribute
{
    /// <summary>The number of levels.</summary>
    public int Depth { get; } = depth;
}
