using Nika.Messaging.Consuming;
using Nika.Messaging.Streams.Embedded;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Consuming;

/// <summary>How long a pod follows the stream of a job it took. Time is moved by hand.</summary>
public sealed class JobStreamTests : IAsyncLifetime
{
    private readonly ManualTimeProvider clock = new();
    private NikaPod? pod;

    public async ValueTask InitializeAsync()
    {
        var builder = NikaPod.CreateBuilder().AddService<TimeProvider>(clock);
        _ = builder.UseEmbedded(new EmbeddedServer(clock))
            .AddHandler(static _ => new ResultFollower(static _ => { }))
            .AddHandler(static _ => new RecordingWorker(static (_, _) => Task.CompletedTask))
            .Configure(static options => (options.Pod, options.Journal, options.Directory) = ("w1", false, Directory.CreateTempSubdirectory("nika-jobs-").FullName));
        pod = builder.Build();
        await pod.StartAsync();
    }

    public async ValueTask DisposeAsync() => await pod!.DisposeAsync();

    [Fact]
    public async Task It_is_left_a_while_after_the_job_has_ended()
    {
        await TakeAsync("job-1");
        _ = pod!.Publish(new EntityTransition(new("job-1"), EntityKind.Job, EntityStatus.Completed, "done", JobId: new JobId("job-1")));
        await Wait.Until(() => pod.Consumed.Acked == 2);

        await pod.Consumers.Jobs.SweepAsync(default);
        Assert.Equal(["nika:ipc:job-1"], pod.Consumers.Jobs.Keys);
        clock.Advance(JobStreams.AfterEnd);
        await Wait.Until(() => !pod.Consumers.Jobs.Keys.Any());
        Assert.DoesNotContain("nika:ipc:job-1", pod.Consumers.Followers!.Keys);
    }

    [Fact]
    public async Task It_is_left_when_the_stream_is_gone()
    {
        await TakeAsync("job-1");
        _ = pod!.Publish(new StepResult(new("job-1"), 1, "step"));
        clock.Advance(TimeSpan.FromHours(1));
        _ = pod.Publish(new StepResult(new("job-1"), 2, "step"));
        clock.Advance(TimeSpan.FromMinutes(61));
        await pod.Consumers.Jobs.SweepAsync(default);
        Assert.Equal(["nika:ipc:job-1"], pod.Consumers.Jobs.Keys);
        clock.Advance(TimeSpan.FromMinutes(61));
        await Wait.Until(() => !pod.Consumers.Jobs.Keys.Any());
    }

    [Fact]
    public async Task What_the_user_follows_is_the_users_to_leave()
    {
        await TakeAsync("job-1");
        await pod!.FollowAsync(new JobId("job-1"));
        Assert.Empty(pod.Consumers.Jobs.Keys);
        await TakeAsync("job-1");
        Assert.Empty(pod.Consumers.Jobs.Keys);
        Assert.Contains("nika:ipc:job-1", pod.Consumers.Followers!.Keys);
        pod.Unfollow(new JobId("job-1"));
        Assert.DoesNotContain("nika:ipc:job-1", pod.Consumers.Followers.Keys);
    }

    private async Task TakeAsync(string job)
    {
        long handled = pod!.Consumed.Handled;
        _ = pod.Publish(new JobChanged(new("task-1"), EntityStatus.Created, "new", new JobId(job)));
        await Wait.Until(() => pod.Consumed.Handled == handled + 1);
    }
}
