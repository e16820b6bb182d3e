using System.Collections.Frozen;
using System.Text;

namespace RepoAudit.Auditing.Languages;

/// <summary>
/// The languages the audit knows, by file extension. Kept small on purpose: families that share comments and literals share an entry, and an
/// unknown extension is plain text (no comments, no members).
/// </summary>
public static class LanguageTable
{
    private static readonly (byte[], byte[])[] SlashStar = [Pair("/*", "*/")];
    private static readonly byte[][] SlashSlash = Marks("//");
    private static readonly byte[][] Hash = Marks("#");

    private static readonly LiteralRule Quoted = new("\"", "\"");
    private static readonly LiteralRule Apostrophed = new("'", "'");
    private static readonly LiteralRule TripleQuoted = new("\"\"\"", "\"\"\"") { Multiline = true };
    private static readonly LiteralRule TripleApostrophed = new("'''", "'''") { Multiline = true };
    private static readonly LiteralRule RawBacktick = new("`", "`") { Multiline = true, Backslash = false };

    private static readonly Language Plain = new() { Name = "plain text" };

    private static readonly Language CSharp = new()
    {
        Name = "C#", LineComments = SlashSlash, BlockComments = SlashStar, CharacterLiterals = true, Preprocessor = true,
        Members = MemberStyle.Braces, TypeWords = Words("class struct interface enum namespace record extension"),
        Literals =
        [
            new("$\"\"\"", "\"\"\"") { Multiline = true, Backslash = false, Lengthening = true },
            new("\"\"\"", "\"\"\"") { Multiline = true, Backslash = false, Lengthening = true },
            new("$@\"", "\"") { Multiline = true, Backslash = false, Doubling = true, Hole = [(byte)'{'] },
            new("@$\"", "\"") { Multiline = true, Backslash = false, Doubling = true, Hole = [(byte)'{'] },
            new("@\"", "\"") { Multiline = true, Backslash = false, Doubling = true },
            new("$\"", "\"") { Hole = [(byte)'{'] },
            Quoted,
        ],
    };

    private static readonly Language Jvm = new()
    {
        Name = "Java", LineComments = SlashSlash, BlockComments = SlashStar, CharacterLiterals = true,
        Members = MemberStyle.Braces, TypeWords = Words("class interface enum record"), Literals = [TripleQuoted, Quoted],
    };

    private static readonly Language LineEnded = new()
    {
        Name = "Kotlin, Scala, Swift", LineComments = SlashSlash, BlockComments = SlashStar, CharacterLiterals = true,
        Members = MemberStyle.BracesAndNewlines, TypeWords = Words("class interface enum object struct trait protocol extension actor package"), Literals = [TripleQuoted, Quoted],
    };

    private static readonly Language Groovy = new()
    {
        Name = "Groovy", LineComments = SlashSlash, BlockComments = SlashStar,
        Members = MemberStyle.BracesAndNewlines, TypeWords = Words("class interface enum trait"), Literals = [TripleQuoted, TripleApostrophed, Quoted, Apostrophed],
    };

    private static readonly Language Dart = new()
    {
        Name = "Dart", LineComments = SlashSlash, BlockComments = SlashStar,
        Members = MemberStyle.Braces, TypeWords = Words("class enum extension mixin"), Literals = [TripleQuoted, TripleApostrophed, Quoted, Apostrophed],
    };

    private static readonly Language C = new()
    {
        Name = "C, C++, Objective-C", LineComments = SlashSlash, BlockComments = SlashStar, CharacterLiterals = true, Preprocessor = true,
        Members = MemberStyle.Braces, TypeWords = Words("class struct enum namespace union extern"), ParenthesesMeanFunction = true,
        Literals = [new("R\"(", ")\"") { Multiline = true, Backslash = false }, Quoted],
    };

    private static readonly Language Go = new()
    {
        Name = "Go", LineComments = SlashSlash, BlockComments = SlashStar, CharacterLiterals = true,
        Members = MemberStyle.BracesAndNewlines, TypeWords = Words("struct interface"),
        Literals = [Quoted, RawBacktick],
    };

    private static readonly Language Rust = new()
    {
        Name = "Rust", LineComments = SlashSlash, BlockComments = SlashStar, CharacterLiterals = true,
        Members = MemberStyle.Braces, TypeWords = Words("struct enum union trait impl mod extern"),
        Literals =
        [
            new("r##\"", "\"##") { Multiline = true, Backslash = false },
            new("r#\"", "\"#") { Multiline = true, Backslash = false },
            new("r\"", "\"") { Multiline = true, Backslash = false },
            new("\"", "\"") { Multiline = true },
        ],
    };

    private static readonly Language Script = new()
    {
        Name = "JavaScript, TypeScript", LineComments = SlashSlash, BlockComments = SlashStar, RegexLiterals = true,
        Members = MemberStyle.BracesAndNewlines, TypeWords = Words("class interface enum namespace module extends implements"),
        Literals = [Quoted, Apostrophed, new("`", "`") { Multiline = true, Hole = "${"u8.ToArray() }],
    };

    private static readonly Language Php = new()
    {
        Name = "PHP", LineComments = Marks("//", "# "), BlockComments = SlashStar,
        Members = MemberStyle.Braces, TypeWords = Words("class interface trait enum namespace"), Literals = [Quoted, Apostrophed],
    };

    private static readonly Language Python = new()
    {
        Name = "Python", LineComments = Hash, Members = MemberStyle.Indentation,
        Literals = [TripleQuoted, TripleApostrophed, Quoted, Apostrophed],
    };

    private static readonly Language HashCommented = new()
    {
        Name = "Ruby, shell, Perl, R, ...", LineComments = Hash, LineCommentsNeedSpace = true, Literals = [Quoted, Apostrophed],
    };

    private static readonly Language PowerShell = new()
    {
        Name = "PowerShell", LineComments = Hash, LineCommentsNeedSpace = true, BlockComments = [Pair("<#", "#>")],
        Literals = [new("\"", "\"") { Backslash = false }, new("'", "'") { Backslash = false }],
    };

    private static readonly Language FSharp = new()
    {
        Name = "F#", LineComments = SlashSlash, BlockComments = [Pair("(*", "*)")], CharacterLiterals = true,
        Literals = [TripleQuoted, new("\"", "\"") { Multiline = true }],
    };

    private static readonly Language Sql = new()
    {
        Name = "SQL", LineComments = Marks("--"), BlockComments = SlashStar,
        Literals = [new("'", "'") { Backslash = false, Doubling = true, Multiline = true }],
    };

    private static readonly Language Lua = new()
    {
        Name = "Lua", LineComments = Marks("--"), BlockComments = [Pair("--[[", "]]")], Literals = [Quoted, Apostrophed],
    };

    private static readonly Language Haskell = new()
    {
        Name = "Haskell", LineComments = Marks("--"), BlockComments = [Pair("{-", "-}")], CharacterLiterals = true, Literals = [Quoted],
    };

    private static readonly Language Css = new() { Name = "CSS", BlockComments = SlashStar, Literals = [Quoted, Apostrophed] };

    private static readonly Language Scss = new()
    {
        Name = "SCSS, Less", LineComments = SlashSlash, LineCommentsNeedSpace = true, BlockComments = SlashStar, Literals = [Quoted, Apostrophed],
    };

    private static readonly Language Protobuf = new()
    {
        Name = "Protocol buffers", LineComments = SlashSlash, BlockComments = SlashStar, Literals = [Quoted, Apostrophed],
    };

    private static readonly Language Markup = new() { Name = "HTML, XML", BlockComments = [Pair("<!--", "-->")] };

    private static readonly Language Razor = new() { Name = "Razor", BlockComments = [Pair("<!--", "-->"), Pair("@*", "*@")] };

    private static readonly FrozenDictionary<string, Language> ByExtension = new (Language Language, string Extensions)[]
    {
        (CSharp, ".cs .csx"),
        (Jvm, ".java"),
        (LineEnded, ".kt .kts .scala .swift"),
        (Groovy, ".groovy .gradle"),
        (Dart, ".dart"),
        (C, ".c .h .cc .cpp .cxx .hh .hpp .m .mm"),
        (Go, ".go"),
        (Rust, ".rs .zig"),
        (Script, ".js .jsx .mjs .cjs .ts .tsx .mts .cts"),
        (Php, ".php"),
        (Python, ".py .pyi"),
        (HashCommented, ".rb .pl .pm .r .jl .ex .exs .sh .bash .zsh .yml .yaml .toml"),
        (PowerShell, ".ps1 .psm1"),
        (FSharp, ".fs .fsx .ml"),
        (Sql, ".sql"),
        (Lua, ".lua"),
        (Haskell, ".hs"),
        (Css, ".css"),
        (Scss, ".scss .less"),
        (Protobuf, ".proto"),
        (Markup, ".html .htm .xml .xaml .vue .svelte .csproj .props .targets .svg"),
        (Razor, ".razor .cshtml"),
    }
        .SelectMany(static entry => entry.Extensions.Split(' '), static (entry, extension) => (extension, entry.Language))
        .ToFrozenDictionary(static pair => pair.extension, static pair => pair.Language, StringComparer.OrdinalIgnoreCase);

    /// <summary>The language of a file; plain text if its extension says nothing.</summary>
    /// <param name="path">The file's name or path.</param>
    public static Language For(string path) => ByExtension.GetValueOrDefault(Path.GetExtension(path), Plain);

    private static byte[][] Marks(params string[] marks) => [.. marks.Select(Encoding.UTF8.GetBytes)];

    private static (byte[] Open, byte[] Close) Pair(string open, string close) => (Encoding.UTF8.GetBytes(open), Encoding.UTF8.GetBytes(close));

    private static FrozenSet<string> Words(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
