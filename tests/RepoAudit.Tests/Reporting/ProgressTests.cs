using RepoAudit.Discovery;
using RepoAudit.Reporting;
using RepoAudit.Reporting.Progress;
using Spectre.Console;

namespace RepoAudit.Tests.Reporting;

public sealed class ProgressTests
{
    [Fact]
    public async Task Without_a_terminal_there_is_a_line_every_tenth_and_no_control_sequence()
    {
        using var writer = new StringWriter();
        var progress = new AuditProgress(Tree(("a", 60), ("b", 40)));

        int result = await ProgressDisplay.FollowAsync(ReportConsole.Plain(writer), progress, () => Task.Run(() =>
        {
            for (int task = 0; task < 100; task++)
            {
                progress.FileAudited();
                progress.TaskDone(task < 60 ? "a" : "b", failed: task == 70);
            }

            return 42;
        }));
        progress.TaskDone("a", failed: false);

        string[] lines = writer.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(42, result);
        Assert.Equal(10, lines.Length);
        Assert.Equal(" 10 %  10 of 100 tasks, 10 of 100 files", lines[0]);
        Assert.Equal("100 %  100 of 100 tasks, 100 of 100 files, 1 failed", lines[^1]);
        Assert.DoesNotContain('\u001b', writer.ToString());
    }

    [Fact]
    public async Task On_a_terminal_it_is_drawn_in_place_and_gone_in_the_end()
    {
        using var writer = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 80;
        console.Profile.Height = 24;
        var progress = new AuditProgress(Tree(("a", 2)));

        int result = await ProgressDisplay.FollowAsync(console, progress, () =>
        {
            progress.TaskDone("a", failed: false);
            return Task.FromResult(1);
        });

        Assert.Equal(1, result);
        Assert.Contains('\u001b', writer.ToString());
        Assert.Contains("1/2", writer.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_the_work_throws_comes_through(bool interactive)
    {
        using var writer = new StringWriter();
        IAnsiConsole console = interactive
            ? AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(writer) })
            : ReportConsole.Plain(writer);

        await Assert.ThrowsAsync<TimeoutException>(() => ProgressDisplay.FollowAsync<int>(console, new AuditProgress(Tree()), async () =>
        {
            await Task.Yield();
            throw new TimeoutException();
        }));
    }

    [Fact]
    public void A_frame_shows_jobs_failures_pods_and_events()
    {
        var progress = new AuditProgress(Tree(("a", 4), ("b", 1)));
        progress.TaskDone("a", failed: true);
        progress.TaskDone("a", failed: false);
        progress.TaskDone("not in the tree", failed: true);
        progress.FileAudited();
        progress.PodsChanged(3);
        progress.PodsChanged(-1);
        progress.EventSeen();

        string[] frame = Draw(progress, height: 24);

        Assert.Equal(["a", new string('━', 15) + new string('─', 15), "2/4", "1", "failed"], Reports.Words(frame, "2/4"));
        Assert.Equal(["b", new string('─', 30), "0/1"], Reports.Words(frame, "0/1"));
        Assert.Equal("2 of 5 tasks, 1 of 5 files, 1 failed - 2 pods, 1 event", frame[2].TrimEnd());
    }

    [Fact]
    public void A_frame_never_outgrows_the_terminal_and_shows_what_is_at_work()
    {
        var progress = new AuditProgress(Tree([.. Enumerable.Range(0, 100).Select(number => ($"f{number:000}", 2))]));
        progress.TaskDone("f000", failed: false);
        progress.TaskDone("f000", failed: false);
        progress.TaskDone("f099", failed: false);

        string[] frame = Draw(progress, height: 14);

        Assert.Equal(12, frame.Length);
        Assert.StartsWith("f099", frame[0], StringComparison.Ordinal);
        Assert.DoesNotContain(frame, line => line.StartsWith("f000", StringComparison.Ordinal));
        Assert.Equal("... and 90 more folders", frame[10].TrimEnd());
    }

    private static SourceTree Tree(params (string Name, int Tasks)[] jobs) => new(
        "/audited",
        [.. jobs.Select(job => new SourceJob(job.Name, [.. Enumerable.Range(1, job.Tasks).Select(number => new SourceBatch(job.Name, number, [$"{job.Name}/{number}.cs"]))]))],
        []);

    private static string[] Draw(AuditProgress progress, int height)
    {
        using var writer = new StringWriter();
        IAnsiConsole console = ReportConsole.Plain(writer);
        console.Write(ProgressTable.Render(progress.Snapshot(), height));
        return writer.ToString().TrimEnd().Split(Environment.NewLine);
    }
}
