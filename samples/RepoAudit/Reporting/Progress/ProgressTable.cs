using RepoAudit.Discovery;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace RepoAudit.Reporting.Progress;

/// <summary>One frame of the live display: a bar per JOB and a line of counts. It never grows beyond the terminal.</summary>
public static class ProgressTable
{
    private const int BarCells = 30;
    private const int OtherRows = 4; // the counts, the line of jobs left out, the cursor's line and one to breathe
    private const int NameCells = 24;

    /// <summary>Draws a frame.</summary>
    /// <param name="now">How far the audit is.</param>
    /// <param name="height">The terminal's height, in rows.</param>
    public static IRenderable Render(ProgressSnapshot now, int height)
    {
        int rows = Math.Max(1, height - OtherRows);

        // Where not all fit, those still at work are worth watching.
        JobProgress[] shown = now.Jobs.Count <= rows
            ? [.. now.Jobs]
            : [.. now.Jobs.OrderBy(static job => job.Done == job.Total).ThenByDescending(static job => job.Done > 0).Take(rows)];

        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn(new GridColumn().NoWrap()).AddColumn(new GridColumn().NoWrap().RightAligned()).AddColumn(new GridColumn().NoWrap());
        foreach (JobProgress job in shown)
        {
            grid.AddRow(
                new Text(ShortText.End(FolderName.Of(job.Name), NameCells)),
                Bar(job.Done, job.Total, job.Failed),
                new Text($"{job.Done}/{job.Total}"),
                new Text(job.Failed > 0 ? $"{job.Failed} failed" : "", new Style(Color.Red)));
        }

        var lines = new List<IRenderable> { grid };
        if (shown.Length < now.Jobs.Count)
        {
            lines.Add(new Text($"... and {now.Jobs.Count - shown.Length} more folders", new Style(Color.Grey)));
        }

        lines.Add(new Text(
            $"{now.Done} of {now.Total} tasks, {now.FilesDone} of {now.FilesTotal} files, {now.Failed} failed - {Figures.Count(now.Pods, "pod")}, {Figures.Count(now.Events, "event")}",
            new Style(Color.Grey)));
        return new Rows(lines);
    }

    private static Markup Bar(int done, int total, int failed)
    {
        int filled = total == 0 ? BarCells : done * BarCells / total;
        string colour = failed > 0 ? "yellow" : done == total ? "green" : "blue";
        return new Markup($"[{colour}]{new string('━', filled)}[/][grey]{new string('─', BarCells - filled)}[/]");
    }
}
