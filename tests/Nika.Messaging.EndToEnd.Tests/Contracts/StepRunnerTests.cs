using System.Collections.Concurrent;
using Nika.Messaging.Streams.Embedded;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Contracts;

/// <summary>Pods that are told which steps are theirs, and do them.</summary>
public sealed class StepRunnerTests : IAsyncDisposable
{
    private static readonly JobId Job = new("job-1");

    private readonly EmbeddedServer server = new();
    private readonly List<NikaPod> pods = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var pod in pods)
        {
            await pod.DisposeAsync();
        }
    }

    [Fact]
    public async Task Pods_do_their_steps_as_they_become_ready()
    {
        var counted = new ConcurrentBag<int>();
        var starter = await PodAsync();
        for (int i = 0; i < 3; i++)
        {
            _ = await PodAsync(builder => builder
                .AddStep(Digest.Scan, static (request, _, _) => ValueTask.FromResult(Pages(request.Pages)))
                .AddStep(
                    Digest.Count,
                    (page, context, _) =>
                    {
                        counted.Add(context.Item!.Value);
                        return ValueTask.FromResult(new DigestCount(page.JobId, page.Text.Split(' ').Length));
                    },
                    concurrency: 2)
                .AddStep(Digest.Log, static (_, _, _) => default)
                .AddStep(Digest.Sum, static (counts, context, _) => ValueTask.FromResult(new DigestSum(context.JobId, counts.Sum(static count => count.Words), counts.Length))));
        }

        _ = await Digest.StartAsync(starter, Job, new DigestRequest(Job, 40));
        var output = await Digest.Sum.WaitAsync(starter, Job, Deadline.After(TimeSpan.FromSeconds(60)).Token);

        Assert.Equal(new DigestSum(Job, 80, 40), output.Value);
        Assert.Equal(Enumerable.Range(0, 40), counted.Order());
        await Wait.Until(async () => (await Digest.ReadAsync(starter, Job)).State!.Status == StepStatus.Completed, TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_step_that_hands_out_nothing_lets_the_rest_gather_nothing()
    {
        var pod = await PodAsync(static builder => builder
            .AddStep(Digest.Scan, static (request, _, _) => ValueTask.FromResult(Pages(request.Pages)))
            .AddStep(Digest.Count, static (page, _, _) => ValueTask.FromResult(new DigestCount(page.JobId, 1)))
            .AddStep(Digest.Log, static (pages, _, _) => pages.Length == 0 ? default : throw new InvalidOperationException("there are pages"))
            .AddStep(Digest.Sum, static (counts, context, _) => ValueTask.FromResult(new DigestSum(context.JobId, 0, counts.Length))));
        _ = await Digest.StartAsync(pod, Job, new DigestRequest(Job, 0));
        var giveUp = Deadline.After(TimeSpan.FromSeconds(60)).Token;

        Assert.Equal(new DigestSum(Job, 0, 0), (await Digest.Sum.WaitAsync(pod, Job, giveUp)).Value);
        Assert.Empty((await Digest.Count.WaitAsync(pod, Job, giveUp)).Values);
        await Wait.Until(async () => (await Digest.ReadAsync(pod, Job)).State!.Status == StepStatus.Completed, TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_pod_that_starts_later_finds_the_jobs_there_are()
    {
        var starter = await PodAsync();
        _ = await DigestNext.StartAsync(starter, Job, new DigestRequest(Job, 3));
        _ = await PodAsync(static builder => builder.AddStep(DigestNext.Scan, static (request, _, _) => ValueTask.FromResult(new DigestSum(request.JobId, 0, request.Pages))));

        Assert.Equal(3, (await DigestNext.Scan.WaitAsync(starter, Job, Deadline.After(TimeSpan.FromSeconds(60)).Token)).Value.Pages);
    }

    [Fact]
    public async Task An_exception_is_a_failed_attempt_and_the_next_may_succeed()
    {
        int attempts = 0;
        var pod = await PodAsync(builder => builder.AddStep(
            DigestNext.Scan,
            (request, context, _) =>
            {
                attempts = context.Attempt;
                return context.Attempt < 3 ? throw new InvalidOperationException("not yet") : ValueTask.FromResult(new DigestSum(request.JobId, 0, 1));
            }));
        _ = await DigestNext.StartAsync(pod, Job, new DigestRequest(Job, 1));

        Assert.True((await DigestNext.Scan.WaitAsync(pod, Job, Deadline.After(TimeSpan.FromSeconds(60)).Token)).IsCompleted);
        Assert.Equal(3, attempts);
    }

    [Fact]
    public async Task A_step_that_fails_every_time_fails_the_contract_and_says_why()
    {
        var pod = await PodAsync(static builder => builder.AddStep(Digest.Scan, static (_, _, _) => throw new InvalidOperationException("never")));
        _ = await Digest.StartAsync(pod, Job, new DigestRequest(Job, 1));

        var output = await Digest.Sum.WaitAsync(pod, Job, Deadline.After(TimeSpan.FromSeconds(60)).Token);
        Assert.Equal((ContractOutcome.Failed, "never"), (output.Outcome, output.Reason));
        Assert.Equal(2, (await Digest.ReadAsync(pod, Job)).State!.Steps[0].Attempt);
    }

    [Fact]
    public async Task An_output_that_is_refused_fails_the_attempt()
    {
        var pod = await PodAsync(static builder => builder.AddStep(Digest.Scan, static (request, _, _) => ValueTask.FromResult<DigestPage[]>([new(request.JobId, new EntityId("p"), new string('x', 600_000))])));
        _ = await Digest.StartAsync(pod, Job, new DigestRequest(Job, 1));

        var output = await Digest.Scan.WaitAsync(pod, Job, Deadline.After(TimeSpan.FromSeconds(60)).Token);
        Assert.Equal(ContractOutcome.Failed, output.Outcome);
        Assert.Contains("524,288", output.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pod_that_stops_hands_its_step_over()
    {
        var working = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = await PodAsync(builder => builder.AddStep(DigestNext.Scan, async (request, _, cancellation) =>
        {
            working.SetResult();
            await Task.Delay(Timeout.Infinite, cancellation);
            return new DigestSum(request.JobId, 0, 0);
        }));
        var starter = await PodAsync();
        _ = await DigestNext.StartAsync(starter, Job, new DigestRequest(Job, 1));
        await working.Task.WaitAsync(TimeSpan.FromSeconds(60));
        _ = await PodAsync(static builder => builder.AddStep(DigestNext.Scan, static (request, context, _) => ValueTask.FromResult(new DigestSum(request.JobId, context.Attempt, 1))));
        await first.StopAsync();

        Assert.Equal(2, (await DigestNext.Scan.WaitAsync(starter, Job, Deadline.After(TimeSpan.FromSeconds(60)).Token)).Value.Words);
    }

    private static DigestPage[] Pages(int count) => [.. Enumerable.Range(0, count).Select(static i => new DigestPage(Job, new EntityId($"p{i}"), $"page {i}"))];

    private async Task<NikaPod> PodAsync(Action<INikaBuilder>? configure = null)
    {
        var builder = NikaPod.CreateBuilder();
        _ = builder.UseEmbedded(server).Configure(static options =>
        {
            // What nobody is told of is not found by looking: a lost signal fails the test.
            options.Contracts.Recheck = TimeSpan.FromHours(1);
            options.Journal = false;
            options.Directory = Directory.CreateTempSubdirectory("nika-contracts-").FullName;
        });
        configure?.Invoke(builder);
        var pod = builder.Build();
        pods.Add(pod);
        await pod.StartAsync();
        return pod;
    }
}
