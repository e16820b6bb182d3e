namespace Nika.Messaging.Journal.Files;

/// <summary>Finds names in a dictionary by their UTF-8 bytes. Names are ASCII: <see cref="IdFormat"/> allows nothing else.</summary>
internal sealed class Utf8NameComparer : IEqualityComparer<string>, IAlternateEqualityComparer<ReadOnlySpan<byte>, string>
{
    public static readonly Utf8NameComparer Instance = new();

    public bool Equals(string? x, string? y) => x == y;

    public bool Equals(ReadOnlySpan<byte> alternate, string other) => System.Text.Ascii.Equals(alternate, other);

    public int GetHashCode(string obj)
    {
        uint hash = Basis;
        foreach (char character in obj)
        {
            hash = (hash ^ (byte)character) * Prime;
        }

        return (int)hash;
    }

    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        uint hash = Basis;
        foreach (byte character in alternate)
        {
            hash = (hash ^ character) * Prime;
        }

        return (int)hash;
    }

    public string Create(ReadOnlySpan<byte> alternate) => System.Text.Encoding.ASCII.GetString(alternate);

    // FNV-1a, 32 bits.
    private const uint Basis = 2166136261;
    private const uint Prime = 16777619;
}
