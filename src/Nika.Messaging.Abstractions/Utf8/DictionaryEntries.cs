using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Nika.Messaging;

/// <summary>
/// Goes through a dictionary that is known by its interface only, without making an enumerator object of the usual ones: <see cref="Dictionary{TKey, TValue}"/>,
/// <see cref="ImmutableDictionary{TKey, TValue}"/> and <see cref="FrozenDictionary{TKey, TValue}"/>. For generated code.
/// </summary>
/// <typeparam name="T">The values.</typeparam>
public ref struct DictionaryEntries<T>
{
    private readonly IEnumerator<KeyValuePair<string, T>>? other;
    private readonly Kind kind;
    private Dictionary<string, T>.Enumerator dictionary;
    private ImmutableDictionary<string, T>.Enumerator immutable;
    private FrozenDictionary<string, T>.Enumerator frozen;

    /// <summary>The entries of a dictionary.</summary>
    /// <param name="entries">The dictionary.</param>
    public DictionaryEntries(IReadOnlyDictionary<string, T> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        switch (entries)
        {
            case Dictionary<string, T> usual:
                kind = Kind.Dictionary;
                dictionary = usual.GetEnumerator();
                break;
            case ImmutableDictionary<string, T> fixedOne:
                kind = Kind.Immutable;
                immutable = fixedOne.GetEnumerator();
                break;
            case FrozenDictionary<string, T> fastOne:
                kind = Kind.Frozen;
                frozen = fastOne.GetEnumerator();
                break;
            default:
                other = entries.GetEnumerator();
                break;
        }
    }

    private enum Kind
    {
        Other,
        Dictionary,
        Immutable,
        Frozen,
    }

    /// <summary>The entry reached.</summary>
    public readonly KeyValuePair<string, T> Current => kind switch
    {
        Kind.Dictionary => dictionary.Current,
        Kind.Immutable => immutable.Current,
        Kind.Frozen => frozen.Current,
        _ => other!.Current,
    };

    /// <summary>This.</summary>
    public readonly DictionaryEntries<T> GetEnumerator() => this;

    /// <summary>Goes to the next entry.</summary>
    public bool MoveNext() => kind switch
    {
        Kind.Dictionary => dictionary.MoveNext(),
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
