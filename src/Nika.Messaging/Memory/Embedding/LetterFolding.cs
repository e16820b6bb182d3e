namespace Nika.Messaging;

/// <summary>
/// Letters without case and accents, by tables of our own: what the framework says of a character follows the Unicode version of the
/// runtime, or of the machine's ICU, and the same text must give the same vector on every pod, for years.
/// </summary>
internal static class LetterFolding
{
    /// <summary>Not part of a word.</summary>
    public const char Separator = ' ';

    /// <summary>Of no importance inside a word: combining accents, apostrophes, soft hyphens.</summary>
    public const char Nothing = '-';

    /// <summary>Becomes two letters, see <see cref="Expand"/>.</summary>
    public const char TwoLetters = '+';

    // In the tables a dot stands for the character itself.
    private const char Itself = '.';

    private const char FirstLatin = '\u00C0';
    private const string Latin =
        "aaaaaa+ceeeeiiiidnooooo ouuuuy++aaaaaa+ceeeeiiiidnooooo ouuuuy+y" + // U+00C0
        "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii++jjkkklllllll" + // U+0100
        "lllnnnnnnnnnoooooo++rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";  // U+0140

    private const char FirstGreek = '\u0370';
    private const string GreekAndCyrillic =
        "ͱ.ͳ.ʹ ͷ....... ϳ....  α εηι.ο.υωιαβγδεζηθικλμνξοπρ.στυφχψωιυαεηι" + // U+0370
        "υ.................σ.......ιυουωϗ...ϒϒ...ϙ.ϛ.ϝ.ϟ.ϡ.ϣ.ϥ.ϧ.ϩ.ϫ.ϭ.ϯ." + // U+03B0
        "....θ. ϸ.ϲϻ..ͻͼͽееђгєѕііјљњћкиуџабвгдежзииклмнопрстуфхцчшщъыьэюя" + // U+03F0
        ".........и......................ее.г...і....киу.";                  // U+0430

    private const char FirstVietnamese = '\u1E00';
    private const string LatinAdditional =
        "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm" + // U+1E00
        "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv" + // U+1E40
        "wwwwwwwwwwxxxxyyzzzzzzhtwy.s..+.aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee" + // U+1E80
        "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyyỻ.ỽ.ỿ.";  // U+1EC0

    /// <summary>The letter or digit that a UTF-16 unit counts as, or <see cref="Separator"/>, <see cref="Nothing"/> or <see cref="TwoLetters"/>.</summary>
    public static char Fold(char unit)
    {
        if (char.IsAscii(unit))
        {
            return char.IsAsciiLetterOrDigit(unit) ? char.ToLowerInvariant(unit) : unit == '\'' ? Nothing : Separator;
        }

        char folded = unit switch
        {
            >= FirstLatin and <= '\u017F' => Latin[unit - FirstLatin],
            >= FirstGreek and <= '\u045F' => GreekAndCyrillic[unit - FirstGreek],
            >= FirstVietnamese and <= '\u1EFF' => LatinAdditional[unit - FirstVietnamese],
            >= '\uFF01' and <= '\uFF5E' => Fold((char)(unit - '\uFF01' + '!')), // full-width ASCII
            _ => Other(unit),
        };
        return folded == Itself ? unit : folded;
    }

    /// <summary>The two letters of a <see cref="TwoLetters"/>.</summary>
    public static (char First, char Second) Expand(char unit) => unit switch
    {
        'Æ' or 'æ' => ('a', 'e'),
        'Œ' or 'œ' => ('o', 'e'),
        'Þ' or 'þ' => ('t', 'h'),
        'Ĳ' or 'ĳ' => ('i', 'j'),
        _ => ('s', 's'), // ß and ẞ
    };

    private static char Other(char unit) => unit switch
    {
        'ª' => 'a',
        'º' => 'o',
        'µ' => 'μ',
        'Ș' or 'ș' => 's',
        'Ț' or 'ț' => 't',
        '\u00AD' or '\u2019' or '\uFEFF' => Nothing,
        >= '\u0300' and <= '\u036F' => Nothing,
        >= '\u200B' and <= '\u200D' => Nothing,
        < FirstLatin => Separator,
        '\u060C' or '\u061B' or '\u061F' or '\u06D4' or '\u0964' or '\u0965' => Separator, // Arabic and Indian commas and stops
        >= '\u2000' and <= '\u2BFF' => Separator, // punctuation and symbols
        >= '\u2E00' and <= '\u2E7F' => Separator,
        >= '\u3000' and <= '\u3004' => Separator,
        >= '\u3008' and <= '\u3020' => Separator,
        '\u3030' or '\u30FB' => Separator,
        >= '\uE000' and <= '\uF8FF' => Separator, // private use
        >= '\uFE10' and <= '\uFE6F' => Separator,
        >= '\uFF5F' and <= '\uFF65' => Separator,
        >= '\uFFE0' => Separator,
        _ => unit, // letters of other scripts, and surrogates: two units that are one feature together
    };
}
