using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Nika.Messaging;

/// <summary>Lists of tags that come again and again, each made once, as long as it keeps coming. A table of fixed size, as <see cref="TextPool"/> is.</summary>
internal static class TagPool
{
    private const int Places = 128;

    private static readonly string[]?[] Lists = new string[]?[Places];

    /// <summary>The tags as a list: one made before if it is still there.</summary>
    /// <param name="tags">At least one.</param>
    public static ImmutableArray<string> Get(ReadOnlySpan<string> tags)
    {
        var hash = default(HashCode);
        foreach (string tag in tags)
        {
            hash.Add(tag, StringComparer.Ordinal);
        }

        ref string[]? place = ref Lists[(uint)hash.ToHashCode() % Places];
        if (Volatile.Read(ref place) is not { } list || !tags.SequenceEqual(list))
        {
            list = tags.ToArray();
            Volatile.Write(ref place, list);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(list);
    }
}
