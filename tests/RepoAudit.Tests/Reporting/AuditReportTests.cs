using RepoAudit.Auditing;
using RepoAudit.Discovery;
using RepoAudit.Reporting;

namespace RepoAudit.Tests.Reporting;

public sealed class AuditReportTests
{
    [Fact]
    public void The_summary_and_the_table_hold_the_sums()
    {
        string[] report = Reports.Write(Reports.Audit(
            Reports.File("root.cs", 100, blank: 10, comment: 20, todo: 1),
            Reports.File("src/a.cs", 1000, blank: 100, comment: 250, todo: 2, duplicated: 65, longest: new MemberSpan("Run", 40, 90)),
            Reports.File("src/b.cs", 200, longest: new MemberSpan("Walk", 4, 12))));

        Assert.StartsWith("── Audit of /audited ──", report[0], StringComparison.Ordinal);
        Assert.Equal("3 files in 2 folders, 1,300 lines: 71% code, 21% comment, 8% blank.", report[1]);
        Assert.Equal("3 TODO marks, 65 duplicated lines (7% of the code).", report[2]);
        Assert.Equal("Longest member: Run, 90 lines, in", report[3]);
        Assert.Equal("  src/a.cs:40", report[4]);
        Assert.Equal("2 tasks completed, 0 failed, in 1.5 s.", report[5]);

        string[] table = [.. report.SkipWhile(line => !line.StartsWith("── Folders", StringComparison.Ordinal)).Skip(1).TakeWhile(line => !line.StartsWith("──", StringComparison.Ordinal))];
        Assert.Equal(["Folder", "Files", "Lines", "Code", "Comment", "Blank", "TODO", "Dup.", "Longest"], Reports.Words(table, "Folder"));
        Assert.Equal(["(root)", "1", "100", "70%", "20%", "10%", "1", "0%", "-"], Reports.Words(table, "(root)"));
        Assert.Equal(["src", "2", "1,200", "71%", "21%", "8%", "2", "8%", "90"], Reports.Words(table, "src"));
        Assert.Equal(["all", "3", "1,300", "71%", "21%", "8%", "3", "7%", "90"], Reports.Words(table, "all"));
    }

    [Fact]
    public void Bars_are_longest_first_and_in_proportion()
    {
        string[] report = Reports.Write(Reports.Audit(Reports.File("small/a.cs", 250), Reports.File("large/a.cs", 1000), Reports.File("none/a.cs", 0)));

        string[] bars = [.. report.SkipWhile(line => !line.StartsWith("── Lines per folder", StringComparison.Ordinal)).Skip(1).Take(3)];
        Assert.Equal(["large", "small", "none"], bars.Select(bar => bar.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]));
        int[] lengths = [.. bars.Select(bar => bar.Count(static cell => cell == '█'))];
        Assert.InRange(lengths[0], 40, 70);
        Assert.InRange(lengths[1], lengths[0] / 4 - 3, lengths[0] / 4 + 3);
        Assert.Equal(0, lengths[2]);
        Assert.EndsWith("1,000", bars[0].TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_worst_files_come_by_score_then_path_and_good_ones_not_at_all()
    {
        AuditResult result = Reports.Audit(
            Reports.File("a/marks.cs", 10, todo: 2),
            Reports.File("a/long-member.cs", 100, longest: new MemberSpan("Endless", 1, 90)),
            Reports.File("a/also-marks.cs", 10, todo: 2),
            Reports.File("a/copied.cs", 60, duplicated: 42),
            Reports.File("a/long.cs", 480),
            Reports.File("a/good.cs", 400, longest: new MemberSpan("Fine", 1, 40), duplicated: 1));

        Assert.Equal(
            [("a/long-member.cs", 50), ("a/copied.cs", 21), ("a/also-marks.cs", 10), ("a/marks.cs", 10), ("a/long.cs", 4)],
            WorstFiles.Of(result, 10).Select(file => (file.Path, WorstFiles.Score(file))));
        Assert.Equal(2, WorstFiles.Of(result, 2).Count);
        Assert.Equal(["50", "a/long-member.cs", "100", "0", "0%", "90", "Endless"], Reports.Words(Reports.Write(result), "90 Endless"));
    }

    [Fact]
    public void Failures_say_why_and_the_lists_have_an_end()
    {
        FileFindings[] broken = [.. Enumerable.Range(0, 30).Select(number => new FileFindings { Path = $"a/{number:00}.cs", Failure = "not UTF-8: byte 0xFF at offset 3" })];
        AuditResult result = Reports.Audit([.. broken, Reports.File("b/ok.cs", 10)]);
        result = result with
        {
            Tree = result.Tree with { Unreadable = [new UnreadableFolder("b/secret", "permission denied")] },
            Batches = [.. result.Batches, new BatchFindings("b", 2, []) { Error = "nobody took it" }],
        };

        string[] report = Reports.Write(result);

        Assert.Contains("  a/00.cs: not UTF-8: byte 0xFF at offset 3", report.Select(line => line.TrimEnd()));
        Assert.Contains("  ... and 12 more", report);
        Assert.Contains("1 task completed, 3 failed, in 1.5 s.", report);

        report = Reports.Write(result with { Batches = [.. result.Batches.Where(batch => batch.Job == "b")] });
        Assert.Contains("  task 2 of b: nobody took it", report.Select(line => line.TrimEnd()));
        Assert.Contains("  b/secret/: permission denied", report.Select(line => line.TrimEnd()));
    }

    [Fact]
    public void An_audit_of_nothing_says_so()
    {
        string[] report = Reports.Write(Reports.Audit());

        Assert.Contains("There are no source files here: none has one of the extensions asked for.", report);
        Assert.DoesNotContain(report, line => line.Contains("Folders", StringComparison.Ordinal));
    }

    [Fact]
    public void Memory_is_quoted_if_it_was_asked()
    {
        AuditResult result = Reports.Audit(Reports.File("a/a.cs", 1));

        Assert.DoesNotContain(Reports.Write(result), line => line.Contains("memory", StringComparison.Ordinal));

        string[] report = Reports.Write(result with { Memory = [new MemoryAnswer("How many tasks failed?", "2"), new MemoryAnswer("And why?", "a \u001b[31mred\u001b[0m reason")] });
        Assert.Equal("  2", report[Array.IndexOf(report, "  How many tasks failed?") + 1]);
        Assert.Equal("  a ?[31mred?[0m reason", report[Array.IndexOf(report, "  And why?") + 1]);
    }

    [Fact]
    public void Names_can_be_long_wide_or_hostile()
    {
        string deep = "a" + string.Concat(Enumerable.Repeat("/very-long-folder-name", 10)) + "/[red]x.cs";
        AuditResult result = Reports.Audit(
            Reports.File(deep, 500, todo: 9, longest: new MemberSpan(new string('N', 100), 1, 400)),
            Reports.File("[bold]\u001b[31m\nfolder/x.cs", 10, todo: 1),
            Reports.File("an-extraordinarily-long-top-level-folder/x.cs", 123_456_789, todo: 1),
            new FileFindings { Path = "c/\u001b]0;x.cs", Failure = "not found" });

        string[] report = Reports.Write(result);

        Assert.Contains(report, line => line.Contains("/[red]x.cs", StringComparison.Ordinal));
        Assert.Contains(report, line => line.Contains("[bold]?[31m?folder", StringComparison.Ordinal));
        Assert.Contains(report, line => line.StartsWith("an-extraordinarily-…", StringComparison.Ordinal));
        Assert.Contains("  c/?]0;x.cs: not found", report.Select(line => line.TrimEnd()));
        Assert.Contains(Reports.Write(result, 160), line => line.Contains("NNNNNNNNNNNNNN", StringComparison.Ordinal));
    }

    [Fact]
    public void Hundreds_of_folders_are_all_in_the_table_and_the_largest_in_the_chart()
    {
        string[] report = Reports.Write(Reports.Audit([.. Enumerable.Range(0, 100).Select(number => Reports.File($"f{number:000}/a.cs", 1000 + number))]));

        Assert.All(Enumerable.Range(0, 100), number => Assert.Contains(report, line => line.StartsWith($"f{number:000}", StringComparison.Ordinal)));
        Assert.Contains(report, line => line.StartsWith("... and 60 smaller folders.", StringComparison.Ordinal));
    }
}
