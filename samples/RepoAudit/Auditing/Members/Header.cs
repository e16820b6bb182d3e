using System.Collections.Frozen;
using System.Text;
using RepoAudit.Auditing.Languages;

namespace RepoAudit.Auditing.Members;

/// <summary>What stands before a brace, read as far as telling a type from a member and finding its name asks for.</summary>
/// <param name="Kind">What the block is.</param>
/// <param name="Name">Its name; null if none could be made out.</param>
internal readonly record struct Header(HeaderKind Kind, string? Name)
{
    // Longer headers are generated tables; their last part is enough.
    private const int MostBytes = 2048;

    private static readonly FrozenSet<string> FunctionWords = Set("func fn def function");
    private static readonly FrozenSet<string> NamelessWords = Set("func fn fun def function async await new return const let var val in out");
    private static readonly FrozenSet<string> StatementWords = Set(
        "if else for foreach while do switch match try catch finally using lock with unsafe checked unchecked fixed import return defer guard loop select synchronized");

    /// <summary>Reads a header.</summary>
    /// <param name="text">The text it is in.</param>
    /// <param name="range">From its first byte to before the brace.</param>
    public static Header Read(SourceText text, Range range)
    {
        string code = Code(text, range);
        Language language = text.Language;
        var depths = new Depths();
        string? firstWord = null;
        string? callName = null; // the name before the first parentheses that have one
        string? lastName = null; // the last name before a '=' or a ':'
        bool isType = false;
        bool isNamespace = false; // a macro with parentheses may follow its name
        bool isFunction = false;
        bool parentheses = false;
        bool ended = false; // past the constraints' "where" nothing says what the block is
        bool named = false; // past '=' or ':' no word is the name
        for (int i = 0; i < code.Length; i++)
        {
            char value = code[i];
            if (IsName(value))
            {
                int end = EndOfName(code, i);
                string word = code[i..end];
                i = end - 1;
                if (depths.IsTop)
                {
                    firstWord ??= word;
                    ended |= word == "where";
                    isFunction |= FunctionWords.Contains(word);
                    bool called = NextIs(code, end, '(');
                    if (!ended && language.TypeWords.Contains(word) && (!called || word == "extension"))
                    {
                        isType = true;
                        isNamespace |= word == "namespace";
                        parentheses = false; // those of a macro before it say nothing
                    }

                    if (!named && !ended)
                    {
                        lastName = NamelessWords.Contains(word) ? lastName : word;
                    }
                }
            }
            else if (value == '(')
            {
                if (depths.IsTop)
                {
                    bool annotation = IsAnnotation(code, i);
                    parentheses |= !annotation;
                    if (callName is null && !annotation && !named && NameBefore(code, i) is { } name && !NamelessWords.Contains(name))
                    {
                        callName = name;
                    }
                }

                depths.Enter(value);
            }
            else if (depths.IsTop && value is '=' or ':' && !NextIs(code, i + 1, ':') && !(i > 0 && code[i - 1] == ':'))
            {
                named |= lastName is not null && depths.IsTop;
            }
            else
            {
                depths.Enter(value);
            }
        }

        if (isType && !isFunction && (isNamespace || !(parentheses && language.ParenthesesMeanFunction)))
        {
            return new Header(HeaderKind.Type, null);
        }

        bool statement = code.Length == 0 || (firstWord is not null && StatementWords.Contains(firstWord)) || code == "export";
        return statement ? default : new Header(HeaderKind.Member, callName ?? lastName);
    }

    private static string Code(SourceText text, Range range)
    {
        (int offset, int length) = range.GetOffsetAndLength(text.Bytes.Length);
        int from = offset + Math.Max(0, length - MostBytes);
        var bytes = new byte[offset + length - from];
        int count = 0;
        for (int i = from; i < offset + length; i++)
        {
            bytes[count++] = text.Kinds[i] switch
            {
                ByteKind.Code when !SourceText.IsSpace(text.Bytes[i]) => text.Bytes[i],
                ByteKind.Literal => (byte)'"',
                _ => (byte)' ',
            };
        }

        return Encoding.UTF8.GetString(bytes).Trim();
    }

    private static bool IsName(char value) => char.IsLetterOrDigit(value) || value is '_' or '$';

    private static int EndOfName(string code, int start)
    {
        int end = start;
        while (end < code.Length && IsName(code[end]))
        {
            end++;
        }

        return end;
    }

    private static bool NextIs(string code, int index, char wanted)
    {
        while (index < code.Length && code[index] == ' ')
        {
            index++;
        }

        return index < code.Length && code[index] == wanted;
    }

    // Java's @Name(...), and C's attributes: parentheses that belong to no signature.
    private static bool IsAnnotation(string code, int parenthesis)
    {
        int start = parenthesis;
        while (start > 0 && (IsName(code[start - 1]) || code[start - 1] == '.'))
        {
            start--;
        }

        return start < parenthesis && ((start > 0 && code[start - 1] == '@') || code[start..parenthesis] is "alignas" or "__attribute__" or "__declspec");
    }

    private static string? NameBefore(string code, int parenthesis)
    {
        int end = parenthesis;
        while (end > 0 && code[end - 1] == ' ')
        {
            end--;
        }

        if (end > 0 && code[end - 1] == '>')
        {
            int depth = 0;
            do
            {
                end--;
                depth += code[end] switch { '>' => 1, '<' => -1, _ => 0 };
            }
            while (end > 0 && depth > 0);
        }

        int start = end;
        while (start > 0 && IsName(code[start - 1]))
        {
            start--;
        }

        return start < end ? code[start..end] : null;
    }

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private struct Depths
    {
        private int round;
        private int square;

        public readonly bool IsTop => round == 0 && square == 0;

        // What was opened before the header began is closed without having been seen open.
        public void Enter(char value)
        {
            round = Math.Max(0, round + value switch { '(' => 1, ')' => -1, _ => 0 });
            square = Math.Max(0, square + value switch { '[' => 1, ']' => -1, _ => 0 });
        }
    }
}
