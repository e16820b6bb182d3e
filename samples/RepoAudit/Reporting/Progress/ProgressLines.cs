using Spectre.Console;

namespace RepoAudit.Reporting.Progress;

/// <summary>Progress where nothing can be redrawn: a line whenever another tenth of the TASKs is done.</summary>
public sealed class ProgressLines : IDisposable
{
    private const int Steps = 10;

    private readonly Lock gate = new();
    private readonly IAnsiConsole console;
    private readonly AuditProgress progress;
    private int step;

    /// <summary>Writes lines from now on.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="progress">How far it is.</param>
    public ProgressLines(IAnsiConsole console, AuditProgress progress)
    {
        this.console = console;
        this.progress = progress;
        progress.TaskCounted += Write;
    }

    /// <summary>Writes no more.</summary>
    public void Dispose() => progress.TaskCounted -= Write;

    private void Write(object? sender, EventArgs e)
    {
        lock (gate)
        {
            ProgressSnapshot now = progress.Snapshot();
            int reached = now.Done * Steps / now.Total;
            if (reached <= step)
            {
                return;
            }

            step = reached;
            console.WriteLine($"{now.Done * 100L / now.Total,3} %  {now.Done} of {now.Total} tasks, {now.FilesDone} of {now.FilesTotal} files{(now.Failed > 0 ? $", {now.Failed} failed" : "")}");
        }
    }
}
