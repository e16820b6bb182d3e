using Nika.Messaging.Asking;
using Nika.Messaging.Streams.Embedded;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Asking;

/// <summary>How long is waited, and followed. Time is moved by hand.</summary>
public sealed class AskTimeTests : IAsyncLifetime
{
    private static readonly JobId Job = new("job-1");
    private readonly ManualTimeProvider clock = new();
    private readonly string directory = Directory.CreateTempSubdirectory("nika-asking-").FullName;
    private NikaPod? pod;

    public async ValueTask InitializeAsync()
    {
        var builder = NikaPod.CreateBuilder().AddService<TimeProvider>(clock);
        _ = builder.UseEmbedded(new EmbeddedServer(clock)).Configure(options => (options.Pod, options.Journal, options.Directory) = ("asker", false, directory));
        pod = builder.Build();
        await pod.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await pod!.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task A_request_waits_30_seconds_unless_told_otherwise()
    {
        var usual = AskAsync(null);
        var patient = AskAsync(TimeSpan.FromHours(1));
        await Wait.Until(() => pod!.Asks.Asked == 2);
        clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(2, pod!.Asks.Pending);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(ReplyStatus.TimedOut, (await usual).Status);
        Assert.Equal(1, pod.Asks.Pending);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(ReplyStatus.TimedOut, (await patient).Status);
    }

    [Fact]
    public async Task A_stream_is_read_while_anyone_waits_and_a_while_longer()
    {
        var asking = AskAsync(TimeSpan.FromHours(1));
        await Wait.Until(() => pod!.Asks.Asked == 1);
        clock.Advance(TimeSpan.FromMinutes(59));
        pod!.Conversations.Tail.Sweep();
        Assert.Equal(1, pod.Conversations.Tail.Count);
        clock.Advance(TimeSpan.FromMinutes(1));
        _ = await asking;
        pod.Conversations.Tail.Sweep();
        Assert.Equal(1, pod.Conversations.Tail.Count);
        clock.Advance(JobTail.Linger);
        await Wait.Until(() => pod.Conversations.Tail.Count == 0);
    }

    private Task<Reply<AuditResult>> AskAsync(TimeSpan? timeout) =>
        pod!.AskAsync<AuditRequest, AuditResult>(new AuditRequest(Job, "src"), timeout, TestContext.Current.CancellationToken).AsTask();
}
