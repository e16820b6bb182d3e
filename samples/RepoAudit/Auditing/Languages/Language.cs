using System.Buffers;
using System.Collections.Frozen;

namespace RepoAudit.Auditing.Languages;

/// <summary>What the audit has to know of a language: its comments, its literals and how to see a member. Plain data.</summary>
public sealed class Language
{
    private readonly Lazy<SearchValues<byte>> markers;

    /// <summary>Creates a language that knows nothing yet.</summary>
    public Language() => markers = new Lazy<SearchValues<byte>>(FindMarkers);

    /// <summary>The name, for people.</summary>
    public required string Name { get; init; }

    /// <summary>Marks that begin a comment up to the end of the line.</summary>
    public byte[][] LineComments { get; init; } = [];

    /// <summary>Whether a line comment's mark counts only at a line's start or after white space (shell's <c>$#</c>, SCSS's <c>http://</c>).</summary>
    public bool LineCommentsNeedSpace { get; init; }

    /// <summary>Pairs of marks around a comment. They do not nest.</summary>
    public (byte[] Open, byte[] Close)[] BlockComments { get; init; } = [];

    /// <summary>String literals; where several fit, the first in the list wins, so longer marks come first.</summary>
    public LiteralRule[] Literals { get; init; } = [];

    /// <summary>Whether <c>'x'</c> is a character; an apostrophe that closes nothing (a lifetime, a digit separator) is then code.</summary>
    public bool CharacterLiterals { get; init; }

    /// <summary>Whether <c>/x/</c> can be a regular expression.</summary>
    public bool RegexLiterals { get; init; }

    /// <summary>Whether a line that begins with <c>#</c> is for a preprocessor, and so no part of a member's signature.</summary>
    public bool Preprocessor { get; init; }

    /// <summary>How members are seen.</summary>
    public MemberStyle Members { get; init; }

    /// <summary>Words before a brace that make it a type or a namespace, whose insides hold the members.</summary>
    public FrozenSet<string> TypeWords { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Whether parentheses before a brace make it a function in spite of a type word (C's <c>struct list *f(void) {</c>).</summary>
    public bool ParenthesesMeanFunction { get; init; }

    /// <summary>Whether nothing is known of its comments; marks such as TODO then count anywhere.</summary>
    public bool IsPlain => LineComments.Length == 0 && BlockComments.Length == 0;

    /// <summary>The bytes at which a comment or a literal may begin, for skipping over the rest.</summary>
    public SearchValues<byte> Markers => markers.Value;

    private SearchValues<byte> FindMarkers()
    {
        IEnumerable<byte> first = LineComments.Select(static mark => mark[0])
            .Concat(BlockComments.Select(static pair => pair.Open[0]))
            .Concat(Literals.Select(static rule => rule.Open[0]));
        if (CharacterLiterals)
        {
            first = first.Append((byte)'\'');
        }

        if (RegexLiterals)
        {
            first = first.Append((byte)'/');
        }

        if (Literals.Any(static rule => rule.Hole is not null))
        {
            first = first.Append((byte)'{').Append((byte)'}');
        }

        return SearchValues.Create([.. first.Distinct()]);
    }
}
