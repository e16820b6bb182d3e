namespace Nika.Messaging;


/// <summary>
/// Feeds the envelope. On a type it gives constants; on a member it names the envelope field that the member's value goes to.
/// Members named <c>JobId</c>, <c>EntityId</c>, <c>SessionId</c>, <c>ParentId</c>, <c>RootId</c> of an id type, and members of type
/// <see cref="EntityStatus"/> or <see cref="EntityKind"/>, feed their field without it.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter, Inherited = false)]
public sealed class MetaAttribute : Attribute
{
    /// <summary>Constants for every message of the type.</summary>
    public MetaAttribute()
    {
    }

    /// <summary>Feeds <paramref name="field"/> from the member this stands on.</summary>
    /// <param name="field">The envelope field.</param>
    public MetaAttribute(MetaField field) => Field = field;

    /// <summary>The envelope field that the member feeds; null on a type.</summary>
    public MetaField? Field { get; }

    /// <summary><c>domain</c>: what area the work belongs to, e.g. <c>hooks</c>.</summary>
    public string? Domain { get; set; }

    /// <summary><c>intent</c>: what the work is for, e.g. <c>refactor</c>.</summary>
    public string? Intent { get; set; }

    /// <summary><c>tags</c>, at most 16.</summary>
    public string[]? Tags { get; set; }
}
