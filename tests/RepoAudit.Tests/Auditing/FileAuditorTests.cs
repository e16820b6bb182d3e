using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using RepoAudit.Auditing;

namespace RepoAudit.Tests.Auditing;

public sealed partial class FileAuditorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("\uFEFF", 0, 0)]
    [InlineData("x", 1, 0)]
    [InlineData("x\n", 1, 0)]
    [InlineData("x\r\n", 1, 0)]
    [InlineData("x\r\ny", 2, 0)]
    [InlineData("\n", 1, 1)]
    [InlineData("\n\n \t\r\n", 3, 3)]
    [InlineData("x\n\n", 2, 1)]
    [InlineData("x\n ", 2, 1)]
    [InlineData("a\rb", 1, 0)] // a lone CR ends no line
    [InlineData("\uFEFF\nx", 2, 1)]
    public void Physical_and_blank_lines(string text, int lines, int blank)
    {
        FileFindings found = Audit("a.cs", text);

        Assert.Null(found.Failure);
        Assert.Equal((lines, blank), (found.Lines, found.BlankLines));
    }

    [Theory]
    [InlineData("a.cs", "// c\n/* c\n\n c */\ncode // c\n/* c */ code\nvar s = \"// no\"; \n", 7, 1, 3)]
    [InlineData("a.cs", "var s = @\"\n// no\n\"; // c\n// c\n", 4, 0, 1)]
    [InlineData("a.cs", "var s = \"\"\"\n// no \" /*\n\"\"\";\n// c\n", 4, 0, 1)]
    [InlineData("a.cs", "var s = $\"{d[\"//\"]} //\";\n// c\n", 2, 0, 1)]
    [InlineData("a.cs", "char c = '\"'; // \"\n// c\nchar d = '\\''; //\n", 3, 0, 1)]
    [InlineData("a.cpp", "int x = 1'000; // c\n// c\n", 2, 0, 1)]
    [InlineData("a.rs", "fn f<'a>(x: &'a str) {} \n// c\nlet s = r#\"\n// no \" \n\"#;\n", 5, 0, 1)]
    [InlineData("a.go", "s := `\n// no\n`\n// c\n", 4, 0, 1)]
    [InlineData("a.js", "const s = `\n// no ${f({ a: `//` })}\n// no`;\n// c\n", 4, 0, 1)]
    [InlineData("a.js", "x = y.replace(/[/\"]/g, '') // c\n// c\nz = a / b // c\n", 3, 0, 1)]
    [InlineData("a.js", "<p>don't</p>\n// c\n", 2, 0, 1)]
    [InlineData("a.py", "# c\n\"\"\"\n# no\n\"\"\"\nx = '#' # c\n  # c\n", 6, 0, 2)]
    [InlineData("a.sh", "# c\necho $# ${x#y}\necho x # c\n", 3, 0, 1)]
    [InlineData("a.sql", "-- c\n/* c */\nselect '-- no'\n  -- c\n", 4, 0, 3)]
    [InlineData("a.lua", "-- c\n--[[ c\nc ]]\nx = 1\n", 4, 0, 3)]
    [InlineData("a.html", "<!-- c\n\n c -->\n<p>\n", 4, 1, 2)]
    [InlineData("a.css", "/* c */\na { b: url(http://x) }\n", 2, 0, 1)]
    [InlineData("a.scss", "// c\na { b: url(http://x) }\n", 2, 0, 1)]
    [InlineData("a.hs", "-- c\n{- c\n-}\nfoldl' f\n", 4, 0, 3)]
    [InlineData("a.php", "# c\n#[Attr]\n$x = '#'; // c\n", 3, 0, 1)]
    [InlineData("a.fs", "(* c *)\n// c\nlet x = \"(*\"\n", 3, 0, 2)]
    [InlineData("a.ps1", "<# c\nc #>\n# c\n$x\n", 4, 0, 3)]
    [InlineData("a.unknown", "// no\n# no\n\n", 3, 1, 0)]
    [InlineData("a.cs", "/* never closed\n// c", 2, 0, 2)]
    public void Comment_lines(string name, string text, int lines, int blank, int comment)
    {
        FileFindings found = Audit(name, text);

        Assert.Equal((lines, blank, comment), (found.Lines, found.BlankLines, found.CommentLines));
        Assert.Equal(lines - blank - comment, found.CodeLines);
    }

    [Theory]
    [InlineData("a.cs", "// TODO one, FIXME: two\n/* HACK */ x /* XXX */\n", 4)]
    [InlineData("a.cs", "var s = \"TODO\"; TODO();\n", 0)]
    [InlineData("a.cs", "// TODOs, todo, MASTODON_TODO, TODO2, HACKED\n", 0)]
    [InlineData("a.cs", "//TODO", 1)]
    [InlineData("a.py", "# TODO(me) TODO\n", 2)]
    [InlineData("a.js", "z = a / b // TODO\n", 1)] // a division, no regular expression
    [InlineData("a.txt", "TODO\n", 1)]
    public void Marks(string name, string text, int marks) => Assert.Equal(marks, Audit(name, text).TodoMarks);

    [Theory]
    [InlineData(new byte[] { 0x61, 0x0A, 0xFF, 0x62 }, "not UTF-8: byte 0xFF at offset 2")]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x61, 0x00 }, "not UTF-8: byte 0xFF at offset 0")]
    [InlineData(new byte[] { 0x61, 0xC0, 0x80 }, "not UTF-8: byte 0xC0 at offset 1")] // overlong
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, "not UTF-8: byte 0xED at offset 0")] // a surrogate
    [InlineData(new byte[] { 0xC3, 0xA9, 0xF0, 0x9F, 0x90, 0xA6, 0x80 }, "not UTF-8: byte 0x80 at offset 6")] // after longer characters
    [InlineData(new byte[] { 0x61, 0xC3 }, "not UTF-8: byte 0xC3 at offset 1")] // cut off
    public void What_is_not_UTF8_fails_with_the_place(byte[] bytes, string reason)
    {
        FileFindings found = FileAuditor.Audit("a.cs", bytes).Findings;

        Assert.Equal(reason, found.Failure);
        Assert.Equal(0, found.Lines);
    }

    [Fact]
    public void Every_alphabet_is_UTF8() => Assert.Null(Audit("a.cs", "// žluťoučký 鳥 🐦\n").Failure);

    [Fact]
    public void A_file_is_read_from_the_disk_with_its_size()
    {
        folder.Write("sub/a.cs", "x\ny\n");

        FileFindings found = FileAuditor.Audit(folder.Path, "sub/a.cs").Findings;

        Assert.Equal(("sub/a.cs", 4L, 2), (found.Path, found.Bytes, found.Lines));
    }

    [Fact]
    public void A_file_that_is_not_there_fails()
    {
        File.CreateSymbolicLink(folder["link.cs"], folder["nothing"]);

        Assert.StartsWith("not found", FileAuditor.Audit(folder.Path, "gone.cs").Findings.Failure, StringComparison.Ordinal);
        Assert.StartsWith("not found", FileAuditor.Audit(folder.Path, "no/folder.cs").Findings.Failure, StringComparison.Ordinal);
        Assert.StartsWith("not found", FileAuditor.Audit(folder.Path, "link.cs").Findings.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_may_not_be_read_fails()
    {
        folder.Write("a.cs");
        Unprivileged.Forbid(folder.Path, folder["a.cs"]);

        FileFindings found = Unprivileged.Run(() => FileAuditor.Audit(folder.Path, "a.cs").Findings);

        Assert.Equal("permission denied", found.Failure);
    }

    [Fact]
    public void A_file_over_the_limit_fails_and_one_at_it_does_not()
    {
        folder.Write("over.txt", new byte[FileAuditor.MostBytes + 1]);
        folder.Write("at.txt", new byte[FileAuditor.MostBytes]);

        Assert.Equal("larger than 16 MiB", FileAuditor.Audit(folder.Path, "over.txt").Findings.Failure);
        Assert.Null(FileAuditor.Audit(folder.Path, "at.txt").Findings.Failure);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_pipe_with_a_source_files_name_does_not_stall_the_worker()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pipes in the file system");
        Assert.Equal(0, MakePipe(folder["pipe.cs"], 0b110_110_110));

        FileFindings found = await Task.Run(() => FileAuditor.Audit(folder.Path, "pipe.cs").Findings);

        Assert.Equal(0, found.Lines);
    }

    [Theory]
    [InlineData("a.cs", "x;\n")]
    [InlineData("a.cs", "{\n")]
    [InlineData("a.cs", "}\n")]
    [InlineData("a.cs", "$\"{\n")]
    [InlineData("a.cs", "\"\"\"\"\n")]
    [InlineData("a.js", "/[\n")]
    [InlineData("a.js", "`${\n")]
    [InlineData("a.js", "/ [ / (")] // one line of megabytes
    [InlineData("a.cs", "'\\")]
    [InlineData("a.cs", "void f() ")]
    [InlineData("a.py", "def f(\n")]
    [InlineData("a.py", "def f():\n")]
    [InlineData("a.txt", "TODO\n")]
    public void Two_hundred_thousand_short_lines_take_no_time_to_speak_of(string name, string line)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(line, 200_000)));
        var watch = Stopwatch.StartNew();

        AuditedFile found = FileAuditor.Audit(name, bytes);
        DuplicateFinder.Count([found.Significant]);

        Assert.Equal(line.EndsWith('\n') ? 200_000 : 1, found.Findings.Lines);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}: quadratic behaviour would take minutes");
    }

    private static FileFindings Audit(string name, string text) => FileAuditor.Audit(name, Encoding.UTF8.GetBytes(text)).Findings;

    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakePipe(string path, uint mode);
}
