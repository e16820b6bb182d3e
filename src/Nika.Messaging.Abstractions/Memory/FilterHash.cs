using System.Collections.Immutable;

namespace Nika.Messaging;

/// <summary>The hash codes of filters with several parts.</summary>
internal static class FilterHash
{
    public static int Of<T>(string kind, ImmutableArray<T> parts)
    {
        var hash = default(HashCode);
        hash.Add(kind, StringComparer.Ordinal);
        foreach (var part in parts)
        {
            hash.Add(part);
        }

        return hash.ToHashCode();
    }
}
