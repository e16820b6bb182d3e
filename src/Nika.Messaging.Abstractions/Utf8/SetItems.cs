using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Nika.Messaging;

/// <summary>
/// Goes through a set that is known by its interface only, without making an enumerator object of the usual ones: <see cref="HashSet{T}"/>,
/// <see cref="ImmutableHashSet{T}"/> and <see cref="FrozenSet{T}"/>. For generated code.
/// </summary>
/// <typeparam name="T">The items.</typeparam>
public ref struct SetItems<T>
{
    private readonly IEnumerator<T>? other;
    private readonly Kind kind;
    private HashSet<T>.Enumerator hash;
    private ImmutableHashSet<T>.Enumerator immutable;
    private FrozenSet<T>.Enumerator frozen;

    /// <summary>The items of a set.</summary>
    /// <param name="items">The set.</param>
    public SetItems(IReadOnlySet<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        switch (items)
        {
            case HashSet<T> usual:
                kind = Kind.HashSet;
                hash = usual.GetEnumerator();
                break;
            case ImmutableHashSet<T> fixedOne:
                kind = Kind.Immutable;
                immutable = fixedOne.GetEnumerator();
                break;
            case FrozenSet<T> fastOne:
                kind = Kind.Frozen;
                frozen = fastOne.GetEnumerator();
                break;
            default:
                other = items.GetEnumerator();
                break;
        }
    }

    private enum Kind
    {
        Other,
        HashSet,
        Immutable,
        Frozen,
    }

    /// <summary>The item reached.</summary>
    public readonly T Current => kind switch
    {
        Kind.HashSet => hash.Current,
        Kind.Immutable => immutable.Current,
        Kind.Frozen => frozen.Current,
        _ => other!.Current,
    };

    /// <summary>This.</summary>
    public readonly SetItems<T> GetEnumerator() => this;

    /// <summary>Goes to the next item.</summary>
    public bool MoveNext() => kind switch
    {
        Kind.HashSet => hash.MoveNext(),
        Kind.Immutable => immutable.MoveNext(),
        Kind.Frozen => frozen.MoveNext(),
        _ => other!.MoveNext(),
    };

    /// <summary>Gives back what going through it took.</summary>
    public void Dispose()
    {
        other?.Dispose();
        if (kind == Kind.Immutable)
        {
            immutable.Dispose();
        }
    }
}
