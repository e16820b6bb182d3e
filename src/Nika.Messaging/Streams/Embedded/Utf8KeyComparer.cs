using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Nika.Messaging.Streams.Embedded;

/// <summary>Compares keys, so that one given as UTF-8 finds its value without becoming a string first.</summary>
internal sealed class Utf8KeyComparer : IEqualityComparer<string>, IAlternateEqualityComparer<ReadOnlySpan<byte>, string>
{
    // Ours are far shorter; the rest goes through the heap.
    private const int StackBytes = 512;

    private Utf8KeyComparer()
    {
    }

    public static Utf8KeyComparer Instance { get; } = new();

    public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

    public int GetHashCode([DisallowNull] string obj)
    {
        int length = Encoding.UTF8.GetMaxByteCount(obj.Length);
        Span<byte> utf8 = length <= StackBytes ? stackalloc byte[StackBytes] : new byte[length];
        return GetHashCode(utf8[..Encoding.UTF8.GetBytes(obj, utf8)]);
    }

    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        var hash = default(HashCode);
        hash.AddBytes(alternate);
        return hash.ToHashCode();
    }

    public bool Equals(ReadOnlySpan<byte> alternate, string other) =>
        Ascii.IsValid(alternate)
            ? Ascii.Equals(alternate, other)
            : Encoding.UTF8.GetString(alternate) == other;

    public string Create(ReadOnlySpan<byte> alternate) => Encoding.UTF8.GetString(alternate);
}
