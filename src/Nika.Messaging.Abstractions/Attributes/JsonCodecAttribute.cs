namespace Nika.Messaging;

/// <summary>
/// Names the codec that writes and reads a type of somebody else's. On a member: for the member's type, or for what it is a nullable, list or dictionary of.
/// On the assembly: wherever a message or part of it uses a type that has no form of its own.
/// </summary>
/// <param name="codec">A type that implements <see cref="IJsonCodec{T}"/>; no static class.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter | AttributeTargets.Assembly, AllowMultiple = true, Inherited = false)]
public sealed class JsonCodecAttribute(Type codec) : Attribute
{
    /// <summary>The codec.</summary>
    public Type Codec { get; } = codec;
}
