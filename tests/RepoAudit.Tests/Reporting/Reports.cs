using RepoAudit.Auditing;
using RepoAudit.Discovery;
using RepoAudit.Reporting;

namespace RepoAudit.Tests.Reporting;

/// <summary>Makes audits to report on, and reports of them.</summary>
internal static class Reports
{
    public static AuditResult Audit(params FileFindings[] files)
    {
        List<BatchFindings> batches = [];
        List<SourceJob> jobs = [];
        foreach (IGrouping<string, FileFindings> job in files.GroupBy(static file => file.Path.Contains('/') ? file.Path[..file.Path.IndexOf('/')] : "."))
        {
            List<SourceBatch> cut = [.. job.Chunk(20).Select((chunk, index) => new SourceBatch(job.Key, index + 1, [.. chunk.Select(static file => file.Path)]))];
            jobs.Add(new SourceJob(job.Key, cut));
            batches.AddRange(job.Chunk(20).Select((chunk, index) => new BatchFindings(job.Key, index + 1, chunk)));
        }

        return new AuditResult(new SourceTree("/audited", jobs, []), batches, TimeSpan.FromSeconds(1.5));
    }

    public static FileFindings File(string path, int lines, int blank = 0, int comment = 0, int todo = 0, int duplicated = 0, MemberSpan? longest = null) => new()
    {
        Path = path, Lines = lines, BlankLines = blank, CommentLines = comment, TodoMarks = todo, DuplicatedLines = duplicated, LongestMember = longest,
    };

    public static string[] Write(AuditResult result, int width = ReportConsole.PlainWidth)
    {
        using var writer = new StringWriter();
        new AuditReport(ReportConsole.Plain(writer, width), result).Write();
        string text = writer.ToString();
        Assert.DoesNotContain('\u001b', text);
        string[] lines = text.Split(Environment.NewLine);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, width));
        return lines;
    }

    /// <summary>The words of the one line that holds a text.</summary>
    public static string[] Words(string[] report, string text) =>
        Assert.Single(report, line => line.Contains(text, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
