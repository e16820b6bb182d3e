using System.Text;

namespace RepoAudit.Auditing.Languages;

/// <summary>One form of string literal.</summary>
/// <param name="open">What begins it.</param>
/// <param name="close">What ends it.</param>
public sealed class LiteralRule(string open, string close)
{
    /// <summary>What begins it, UTF-8.</summary>
    public byte[] Open { get; } = Encoding.UTF8.GetBytes(open);

    /// <summary>What ends it, UTF-8.</summary>
    public byte[] Close { get; } = Encoding.UTF8.GetBytes(close);

    /// <summary>Whether a backslash protects the byte after it. Default true.</summary>
    public bool Backslash { get; init; } = true;

    /// <summary>Whether the closing mark twice is a quote inside the literal. Default false.</summary>
    public bool Doubling { get; init; }

    /// <summary>Whether it may span lines. Default false: an unpaired quote then spoils one line, not the rest of the file.</summary>
    public bool Multiline { get; init; }

    /// <summary>Whether further quotes after the opening mark belong to it and must be matched at its end (C# raw strings). Default false.</summary>
    public bool Lengthening { get; init; }

    /// <summary>What opens a hole with code in it, ended by <c>}</c>; null if there are none. Doubled, it is text.</summary>
    public byte[]? Hole { get; init; }
}
