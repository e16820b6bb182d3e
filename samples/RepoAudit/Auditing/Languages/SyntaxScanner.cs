namespace RepoAudit.Auditing.Languages;

/// <summary>
/// Tells code, literals and comments apart, byte by byte, in one pass. It is no parser: it knows a language's marks and nothing of its grammar,
/// which is enough to count, and cheap. What it marks wrongly it marks wrongly for one line where the language allows (see <see cref="LiteralRule.Multiline"/>).
/// </summary>
public ref struct SyntaxScanner
{
    private readonly ReadOnlySpan<byte> text;
    private readonly Span<ByteKind> kinds;
    private readonly Language language;
    private readonly Stack<(LiteralRule Rule, int Quotes, int Braces)> holes; // literals whose holes are open, and the braces open in each
    private int position;
    private int braces;

    private SyntaxScanner(ReadOnlySpan<byte> text, Language language, Span<ByteKind> kinds)
    {
        this.text = text;
        this.kinds = kinds;
        this.language = language;
        holes = new Stack<(LiteralRule, int, int)>();
    }

    /// <summary>Fills <paramref name="kinds"/> with the kind of each byte of <paramref name="text"/>.</summary>
    /// <param name="text">The file's text, UTF-8.</param>
    /// <param name="language">Its language.</param>
    /// <param name="kinds">As long as the text; its former contents don't matter.</param>
    public static void Scan(ReadOnlySpan<byte> text, Language language, Span<ByteKind> kinds)
    {
        kinds.Clear();
        if (!language.IsPlain)
        {
            new SyntaxScanner(text, language, kinds).Run();
        }
    }

    private void Run()
    {
        while (position < text.Length)
        {
            int next = text[position..].IndexOfAny(language.Markers);
            if (next < 0)
            {
                return;
            }

            position += next;
            if (!TryComment() && !TryBrace() && !TryLiteral() && !TryCharacter() && !TryRegex())
            {
                position++;
            }
        }
    }

    private bool TryComment()
    {
        ReadOnlySpan<byte> rest = text[position..];
        foreach ((byte[] open, byte[] close) in language.BlockComments)
        {
            if (rest.StartsWith(open))
            {
                int end = rest[open.Length..].IndexOf(close);
                Mark(end < 0 ? rest.Length : open.Length + end + close.Length, ByteKind.Comment);
                return true;
            }
        }

        foreach (byte[] mark in language.LineComments)
        {
            if (rest.StartsWith(mark) && (!language.LineCommentsNeedSpace || position == 0 || text[position - 1] is (byte)' ' or (byte)'\t' or (byte)'\n'))
            {
                int end = rest.IndexOf((byte)'\n');
                Mark(end < 0 ? rest.Length : end, ByteKind.Comment);
                return true;
            }
        }

        return false;
    }

    // Braces matter here only while a literal's hole is open: the one that closes the hole leads back into the literal.
    private bool TryBrace()
    {
        if (holes.Count == 0)
        {
            return false;
        }

        switch (text[position])
        {
            case (byte)'{':
                braces++;
                position++;
                return true;
            case (byte)'}' when braces > 0:
                braces--;
                position++;
                return true;
            case (byte)'}':
                (LiteralRule rule, int quotes, braces) = holes.Pop();
                Mark(1, ByteKind.Literal);
                ReadLiteral(rule, quotes);
                return true;
            default:
                return false;
        }
    }

    private bool TryLiteral()
    {
        foreach (LiteralRule rule in language.Literals)
        {
            if (text[position..].StartsWith(rule.Open))
            {
                Mark(rule.Open.Length, ByteKind.Literal);
                int quotes = rule.Close.Length;
                while (rule.Lengthening && position < text.Length && text[position] == rule.Close[0])
                {
                    quotes++;
                    Mark(1, ByteKind.Literal);
                }

                ReadLiteral(rule, quotes);
                return true;
            }
        }

        return false;
    }

    // From inside a literal up to its end, its first hole, the line's end (which the literal may not cross) or the end of the file.
    private void ReadLiteral(LiteralRule rule, int quotes)
    {
        while (position < text.Length)
        {
            ReadOnlySpan<byte> rest = text[position..];
            if (rest[0] == '\n' && !rule.Multiline)
            {
                return;
            }

            if (rest[0] == '\\' && rule.Backslash)
            {
                Mark(rest is [_, (byte)'\r', (byte)'\n', ..] ? 3 : 2, ByteKind.Literal); // before a line's end it continues the literal
            }
            else if (rule.Hole is { } hole && rest.StartsWith(hole))
            {
                if (hole.Length == 1 && rest is [_, var second, ..] && second == hole[0])
                {
                    Mark(2, ByteKind.Literal);
                    continue;
                }

                Mark(hole.Length, ByteKind.Literal);
                holes.Push((rule, quotes, braces));
                braces = 0;
                return;
            }
            else if (rule.Lengthening && rest[0] == rule.Close[0])
            {
                int run = rest.IndexOfAnyExcept(rule.Close[0]) is var length and >= 0 ? length : rest.Length;
                Mark(run, ByteKind.Literal);
                if (run >= quotes)
                {
                    return;
                }
            }
            else if (rest.StartsWith(rule.Close))
            {
                if (rule.Doubling && rest[rule.Close.Length..].StartsWith(rule.Close))
                {
                    Mark(rule.Close.Length * 2, ByteKind.Literal);
                    continue;
                }

                Mark(rule.Close.Length, ByteKind.Literal);
                return;
            }
            else
            {
                Mark(1, ByteKind.Literal);
            }
        }
    }

    private bool TryCharacter()
    {
        if (!language.CharacterLiterals || text[position] != '\'')
        {
            return false;
        }

        const int LongestEscape = 14; // '\u{10FFFF}' with room to spare
        ReadOnlySpan<byte> rest = text[position..Math.Min(text.Length, position + LongestEscape)];
        int length = rest switch
        {
            [_, (byte)'\\', _, ..] => rest[3..].IndexOf((byte)'\'') is var end and >= 0 ? end + 4 : 0,
            [_, var first, ..] when first != '\'' && RuneLength(first) is var size && rest.Length > size + 1 && rest[size + 1] == '\'' => size + 2,
            _ => 0,
        };
        if (length == 0 || rest[..length].Contains((byte)'\n'))
        {
            return false;
        }

        Mark(length, ByteKind.Literal);
        return true;
    }

    private static int RuneLength(byte first) => first switch { < 0x80 => 1, < 0xE0 => 2, < 0xF0 => 3, _ => 4 };

    // A slash is a division after a value and a regular expression after anything else.
    private bool TryRegex()
    {
        if (!language.RegexLiterals || text[position] != '/' || FollowsValue())
        {
            return false;
        }

        const int LongestRegex = 1000; // looking to the end of a line of megabytes, at each of its slashes, would be quadratic
        bool inClass = false;
        for (int i = position + 1; i < Math.Min(text.Length, position + LongestRegex) && text[i] != '\n'; i++)
        {
            switch (text[i])
            {
                case (byte)'\\':
                    i++;
                    break;
                case (byte)'[':
                    inClass = true;
                    break;
                case (byte)']':
                    inClass = false;
                    break;
                case (byte)'/' when !inClass:
                    Mark(i + 1 - position, ByteKind.Literal);
                    return true;
            }
        }

        return false;
    }

    private readonly bool FollowsValue()
    {
        int i = position - 1;
        while (i >= 0 && text[i] is (byte)' ' or (byte)'\t')
        {
            i--;
        }

        if (i < 0 || text[i] is (byte)'\n' or (byte)'\r')
        {
            return false;
        }

        int end = i + 1;
        while (i >= 0 && (char.IsAsciiLetterOrDigit((char)text[i]) || text[i] is (byte)'_' or (byte)'$'))
        {
            i--;
        }

        ReadOnlySpan<byte> word = text[(i + 1)..end];
        return word.Length > 0
            ? !(word.SequenceEqual("return"u8) || word.SequenceEqual("typeof"u8) || word.SequenceEqual("case"u8) || word.SequenceEqual("in"u8) || word.SequenceEqual("of"u8))
            : text[end - 1] is (byte)')' or (byte)']' or (byte)'}' or (byte)'"' or (byte)'\'' or (byte)'`' or >= 0x80;
    }

    private void Mark(int length, ByteKind kind)
    {
        int end = Math.Min(text.Length, position + length);
        kinds[position..end].Fill(kind);
        position = end;
    }
}
