namespace Nika.Messaging;


/// <summary>A hash of one's own, one field per member. Needs <see cref="TtlAttribute"/>.</summary>
/// <param name="key">The key or its template, e.g. <c>desk:{Desk}:limits</c>. A placeholder names a member of an id type.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class HashAttribute(string key) : Attribute
{
    /// <summary>The key or its template.</summary>
    public string Key { get; } = key;
}
