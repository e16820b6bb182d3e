namespace Nika.Messaging;

/// <summary>
/// The words of a text: runs of letters and digits, folded, and the parts of words that programmers write together
/// (<c>OrderService</c>, <c>CS0246</c>). Allocates nothing.
/// </summary>
internal ref struct WordScanner
{
    /// <summary>Letters of a word that count. Longer runs are encoded data, and would drown the words around them.</summary>
    public const int MaxWordLength = 64;

    private readonly ReadOnlySpan<char> text;
    private readonly Span<char> letters;
    private readonly Span<int> partStarts;
    private int position;
    private int length;
    private int parts;

    /// <summary>Begins before the first word.</summary>
    /// <param name="text">The text.</param>
    /// <param name="letters">Room for a word, of <see cref="MaxWordLength"/>.</param>
    /// <param name="partStarts">Room for its parts, of <see cref="MaxWordLength"/>.</param>
    public WordScanner(ReadOnlySpan<char> text, Span<char> letters, Span<int> partStarts)
    {
        this.text = text;
        this.letters = letters;
        this.partStarts = partStarts;
    }

    private enum Kind
    {
        Other,
        Lower,
        Upper,
        Digit,
    }

    /// <summary>The current word, folded.</summary>
    public readonly ReadOnlySpan<char> Word => letters[..length];

    /// <summary>Of how many parts it is made; one, if of itself alone.</summary>
    public readonly int PartCount => parts;

    /// <summary>A part of the current word, folded.</summary>
    public readonly ReadOnlySpan<char> Part(int index) => letters[partStarts[index]..(index + 1 < parts ? partStarts[index + 1] : length)];

    /// <summary>Goes to the next word.</summary>
    /// <returns>False at the end of the text.</returns>
    public bool MoveNext()
    {
        length = 0;
        parts = 0;
        var previous = Kind.Other;
        for (; position < text.Length; position++)
        {
            char unit = text[position];
            char folded = LetterFolding.Fold(unit);
            if (folded == LetterFolding.Separator)
            {
                if (length > 0)
                {
                    return true;
                }

                continue;
            }

            if (folded == LetterFolding.Nothing)
            {
                continue;
            }

            var kind = KindOf(unit);
            if (length < MaxWordLength && (length == 0 || BeginsPart(previous, kind)))
            {
                partStarts[parts++] = length;
            }

            previous = kind;
            if (folded != LetterFolding.TwoLetters)
            {
                Add(folded);
                continue;
            }

            var (first, second) = LetterFolding.Expand(unit);
            Add(first);
            Add(second);
        }

        return length > 0;
    }

    private static Kind KindOf(char unit) => unit switch
    {
        >= 'a' and <= 'z' => Kind.Lower,
        >= 'A' and <= 'Z' => Kind.Upper,
        >= '0' and <= '9' => Kind.Digit,
        _ => Kind.Other,
    };

    private void Add(char letter)
    {
        if (length < MaxWordLength)
        {
            letters[length++] = letter;
        }
    }

    private readonly bool BeginsPart(Kind previous, Kind kind) => (previous, kind) switch
    {
        (Kind.Lower, Kind.Upper) => true,

        // The last capital of an abbreviation begins the next word: JSON|Path.
        (Kind.Upper, Kind.Upper) => position + 1 < text.Length && KindOf(text[position + 1]) == Kind.Lower,
        (Kind.Digit, Kind.Digit) => false,
        (Kind.Digit, _) or (_, Kind.Digit) => true,
        _ => false,
    };
}
