namespace Nika.Messaging;


/// <summary>
/// A stream of one's own. Needs <see cref="TtlAttribute"/>, and, if the key has no placeholder,
/// <see cref="MaxLengthAttribute"/> or <see cref="RetentionAttribute"/>: a stream that never goes quiet never expires.
/// </summary>
/// <param name="key">The key or its template, e.g. <c>desk:{Desk}:ticks</c>. A placeholder names a member of an id type.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class StreamAttribute(string key) : Attribute
{
    /// <summary>The key or its template.</summary>
    public string Key { get; } = key;
}
