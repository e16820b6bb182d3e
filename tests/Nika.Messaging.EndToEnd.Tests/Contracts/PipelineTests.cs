using Nika.Messaging.Streams.Embedded;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Contracts;

/// <summary>A contract through its generated members, step by step.</summary>
public sealed class PipelineTests : IAsyncLifetime
{
    private static readonly JobId Job = new("job-1");

    private readonly ManualTimeProvider clock = new();
    private readonly EmbeddedServer server;
    private readonly List<NikaPod> pods = [];

    public PipelineTests() => server = new EmbeddedServer(clock);

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        foreach (var pod in pods)
        {
            await pod.DisposeAsync();
        }
    }

    [Fact]
    public async Task What_a_step_makes_is_what_the_next_works_on()
    {
        var pod = await PodAsync("a");
        Assert.Equal(ContractOutcome.Started, (await Digest.StartAsync(pod, Job, new DigestRequest(Job, 2))).Outcome);

        await using (var scan = await Digest.Scan.ClaimAsync(pod, Job))
        {
            Assert.True(scan.IsClaimed);
            Assert.Equal(2, scan.Input.Pages);
            Assert.Equal(ContractOutcome.Completed, (await scan.CompleteAsync([Page("p0", "one two"), Page("p1", "three")])).Outcome);
        }

        for (int i = 0; i < 2; i++)
        {
            await using var count = await Digest.Count.ClaimAsync(pod, Job);
            Assert.Equal(i, count.Item);
            Assert.Equal(ContractOutcome.Completed, (await count.CompleteAsync(new DigestCount(Job, count.Input!.Text.Split(' ').Length))).Outcome);
        }

        await using (var log = await Digest.Log.ClaimAsync(pod, Job))
        {
            Assert.Equal(["one two", "three"], log.Input!.Select(static page => page.Text));
            Assert.Equal(ContractOutcome.Completed, (await log.CompleteAsync(default)).Outcome);
        }

        await using (var sum = await Digest.Sum.ClaimAsync(pod, Job))
        {
            Assert.Equal(ContractOutcome.Completed, (await sum.CompleteAsync(new DigestSum(Job, sum.Input!.Sum(static count => count.Words), sum.Input!.Length))).Outcome);
        }

        var output = await Digest.Sum.WaitAsync(pod, Job);
        Assert.Equal(new DigestSum(Job, 3, 2), output.Value);
        Assert.Equal([2, 1], (await Digest.Count.WaitAsync(pod, Job)).Values.Select(static count => count.Words));
    }

    [Fact]
    public async Task Anybody_reads_who_did_what_from_what_to_what_and_for_how_long()
    {
        var pod = await PodAsync("a");
        _ = await Digest.StartAsync(pod, Job, new DigestRequest(Job, 1));
        await using var scan = await Digest.Scan.ClaimAsync(pod, Job);
        clock.Advance(TimeSpan.FromSeconds(2));
        _ = await scan.CompleteAsync([Page("p0", "one")]);
        await using var count = await Digest.Count.ClaimAsync(pod, Job);

        var other = await PodAsync("b");
        var state = (await Digest.ReadAsync(other, Job)).State!;
        Assert.Equal(("digest", 1, StepStatus.Running), (state.Name, state.Version, state.Status));
        var first = state.Steps[0];
        Assert.Equal(("scan", "reader", StepStatus.Completed, "a", 1), (first.Name, first.Role, first.Status, first.Pod, first.Attempt));
        Assert.Equal(TimeSpan.FromSeconds(2), first.Ended - first.Started);
        Assert.Equal(["nika:wm:job-1:scan.1.0"], first.Output);
        Assert.Equal((StepStatus.Running, "a"), (state.Steps[1].Items[0].Status, state.Steps[1].Items[0].Pod));
        Assert.Equal(first.Output, state.Steps[1].Items[0].Input);
        Assert.Equal(StepStatus.Ready, state.Steps[2].Status);
        Assert.Equal(StepStatus.Waiting, state.Steps[3].Status);
        Assert.Equal(HashStatus.Absent, (await Digest.ReadAsync(other, new JobId("another"))).Status);
    }

    [Fact]
    public async Task A_claim_is_kept_while_its_pod_works_and_taken_over_when_it_is_dead()
    {
        var pod = await PodAsync("a");
        var other = await PodAsync("b");
        _ = await Digest.StartAsync(pod, Job, new DigestRequest(Job, 1));
        var claim = await Digest.Scan.ClaimAsync(pod, Job);
        var deadline = (await Digest.ReadAsync(pod, Job)).State!.Steps[0].Deadline;
        for (int i = 0; i < 6; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            var last = deadline;
            await Wait.Until(async () => (deadline = (await Digest.ReadAsync(pod, Job)).State!.Steps[0].Deadline) > last, TimeSpan.FromSeconds(30));
        }

        await using (var early = await Digest.Scan.ClaimAsync(other, Job))
        {
            Assert.Equal((ContractOutcome.Held, "a"), (early.Outcome, early.Reason));
        }

        await claim.DisposeAsync();
        clock.Advance(TimeSpan.FromSeconds(16));
        await using var taken = await Digest.Scan.ClaimAsync(other, Job);
        Assert.Equal((ContractOutcome.Claimed, 2), (taken.Outcome, taken.Attempt));
        Assert.Equal((ContractOutcome.Lost, "b"), Shown(await claim.CompleteAsync([])));
        Assert.Equal(ContractOutcome.Completed, (await taken.CompleteAsync([])).Outcome);
        Assert.Equal((ContractOutcome.AlreadyDone, "b"), Shown(await claim.CompleteAsync([])));
        Assert.Equal(ContractOutcome.Completed, (await taken.CompleteAsync([])).Outcome);
    }

    [Fact]
    public async Task Past_the_time_limit_the_token_is_cancelled_and_the_claim_no_longer_kept()
    {
        var pod = await PodAsync("a");
        _ = await Digest.StartAsync(pod, Job, new DigestRequest(Job, 1));
        await using (var scan = await Digest.Scan.ClaimAsync(pod, Job))
        {
            _ = await scan.CompleteAsync([Page("p0", "one")]);
        }

        await using var count = await Digest.Count.ClaimAsync(pod, Job);
        await Wait.Until(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return count.Cancellation.IsCancellationRequested;
            },
            TimeSpan.FromSeconds(30));

        clock.Advance(TimeSpan.FromSeconds(16));
        await using var again = await Digest.Count.ClaimAsync(pod, Job);
        Assert.Equal(2, again.Attempt);
    }

    [Fact]
    public async Task An_artifact_over_the_limit_is_refused_and_the_step_still_held()
    {
        var pod = await PodAsync("a");
        _ = await Digest.StartAsync(pod, Job, new DigestRequest(Job, 1));
        await using var scan = await Digest.Scan.ClaimAsync(pod, Job);
        var refused = await scan.CompleteAsync([Page("p0", new string('x', 524_288))]);

        Assert.Equal(ContractOutcome.Refused, refused.Outcome);
        Assert.Contains("524,288", refused.Reason, StringComparison.Ordinal);
        Assert.Equal(ContractOutcome.Completed, (await scan.CompleteAsync([Page("p0", "short")])).Outcome);
    }

    [Fact]
    public async Task An_artifact_that_expired_fails_the_attempt()
    {
        var pod = await PodAsync("a");
        _ = await Digest.StartAsync(pod, Job, new DigestRequest(Job, 1));
        clock.Advance(TimeSpan.FromMinutes(61));

        await using var scan = await Digest.Scan.ClaimAsync(pod, Job);
        Assert.Equal(ContractOutcome.ArtifactMissing, scan.Outcome);
        Assert.Contains("nika:wm:job-1:input", scan.Reason, StringComparison.Ordinal);
        await using var last = await Digest.Scan.ClaimAsync(pod, Job);
        Assert.Equal(ContractOutcome.Failed, (await Digest.Sum.WaitAsync(pod, Job)).Outcome);
    }

    [Fact]
    public async Task A_job_without_a_contract_or_with_an_expired_one_is_missing()
    {
        var pod = await PodAsync("a");
        await using var claim = await Digest.Scan.ClaimAsync(pod, Job);
        Assert.Equal(ContractOutcome.Missing, claim.Outcome);
        Assert.Equal(ContractOutcome.Missing, (await Digest.Sum.WaitAsync(pod, Job)).Outcome);

        _ = await Digest.StartAsync(pod, Job, new DigestRequest(Job, 1));
        clock.Advance(TimeSpan.FromHours(2.1));
        await using var late = await Digest.Scan.ClaimAsync(pod, Job);
        Assert.Equal(ContractOutcome.Missing, late.Outcome);
    }

    [Fact]
    public async Task Two_versions_are_in_flight_and_each_pod_does_its_own()
    {
        var pod = await PodAsync("a");
        var next = new JobId("job-2");
        _ = await Digest.StartAsync(pod, Job, new DigestRequest(Job, 1));
        Assert.Equal(ContractOutcome.Started, (await DigestNext.StartAsync(pod, next, new DigestRequest(next, 1))).Outcome);

        await using var wrong = await Digest.Scan.ClaimAsync(pod, next);
        Assert.Equal((ContractOutcome.WrongVersion, "2"), (wrong.Outcome, wrong.Reason));
        Assert.Equal((ContractOutcome.WrongVersion, "1"), Shown(await DigestNext.StartAsync(pod, Job, new DigestRequest(Job, 1))));
        Assert.Equal(ContractOutcome.WrongVersion, (await DigestNext.Scan.WaitAsync(pod, Job)).Outcome);
        await using var right = await DigestNext.Scan.ClaimAsync(pod, next);
        Assert.True(right.IsClaimed);
    }

    [Fact]
    public async Task Transitions_are_signals_on_the_jobs_stream()
    {
        var pod = await PodAsync("a");
        _ = await Digest.StartAsync(pod, Job, new DigestRequest(Job, 1));
        await using var scan = await Digest.Scan.ClaimAsync(pod, Job);
        _ = await scan.CompleteAsync([Page("p0", "one")]);

        var seen = new List<(string, StepStatus)>();
        await foreach (var signal in pod.SubscribeAsync(StepChanged.KeyFor(Job), Deadline.After(TimeSpan.FromSeconds(30)).Token))
        {
            seen.Add((signal.Message.Name, signal.Message.Status));
            if (seen.Count == 5)
            {
                break;
            }
        }

        Assert.Equal([("scan", StepStatus.Ready), ("scan", StepStatus.Running), ("scan", StepStatus.Completed), ("count", StepStatus.Ready), ("log", StepStatus.Ready)], seen);
    }

    private static (ContractOutcome Outcome, string? Reason) Shown(ContractResult result) => (result.Outcome, result.Reason);

    private static DigestPage Page(string id, string text) => new(Job, new EntityId(id), text);

    private async Task<NikaPod> PodAsync(string name)
    {
        var builder = NikaPod.CreateBuilder();
        _ = builder.AddService<TimeProvider>(clock).UseEmbedded(server).Configure(options =>
        {
            options.Pod = name;
            options.Journal = false;
            options.Directory = Directory.CreateTempSubdirectory("nika-contracts-").FullName;
        });
        var pod = builder.Build();
        pods.Add(pod);
        await pod.StartAsync();
        return pod;
    }
}
