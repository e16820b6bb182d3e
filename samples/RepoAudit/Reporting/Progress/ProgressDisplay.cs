using Spectre.Console;

namespace RepoAudit.Reporting.Progress;

/// <summary>Shows how far the audit is while it works: live on a terminal, a line every tenth elsewhere.</summary>
public static class ProgressDisplay
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(100);

    /// <summary>Shows progress until the work is over, well or not.</summary>
    /// <typeparam name="T">What the work gives.</typeparam>
    /// <param name="console">Where to.</param>
    /// <param name="progress">How far it is.</param>
    /// <param name="start">Starts the work.</param>
    /// <returns>What the work gave.</returns>
    public static async Task<T> FollowAsync<T>(IAnsiConsole console, AuditProgress progress, Func<Task<T>> start)
    {
        if (!console.Profile.Capabilities.Interactive || !console.Profile.Capabilities.Ansi)
        {
            using var lines = new ProgressLines(console, progress);
            return await start();
        }

        return await console.Live(ProgressTable.Render(progress.Snapshot(), console.Profile.Height)).AutoClear(true).StartAsync(async live =>
        {
            Task<T> work = start();
            do
            {
                await Task.WhenAny(work, Task.Delay(Refresh));
                live.UpdateTarget(ProgressTable.Render(progress.Snapshot(), console.Profile.Height));
            }
            while (!work.IsCompleted);

            return await work;
        });
    }
}
