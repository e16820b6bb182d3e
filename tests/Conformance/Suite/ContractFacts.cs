using System.Text;
using Nika.Messaging.Streams;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Conformance.Suite;

/// <summary>The state machine of a contract's steps.</summary>
public abstract class ContractFacts<TSubject> : ConformanceFacts<TSubject>
    where TSubject : ISubject
{
    private const string Steps = """[{"number":1,"name":"scan","input":"request","output":"page[]","after":0,"attempts":2},{"number":2,"name":"audit","input":"page","output":"finding","after":1,"each":true,"attempts":2},{"number":3,"name":"count","input":"page[]","after":1,"attempts":2},{"number":4,"name":"sum","input":"finding[]","output":"summary","after":2,"attempts":2}]""";

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_contract_is_started_once()
    {
        var contract = await StartedAsync();

        Assert.Equal(ContractOutcome.AlreadyStarted, (await StartAsync(contract)).Outcome);
        Assert.Equal("running", await FieldAsync(contract, "status"));
        Assert.Equal("ready", await FieldAsync(contract, "step:1:status"));
        Assert.Equal("waiting", await FieldAsync(contract, "step:2:status"));
        Assert.InRange((await Subject.TimeToLiveAsync(contract.Key))!.Value, TimeSpan.FromHours(1.9), TimeSpan.FromHours(2));
    }

    [Fact]
    public async Task What_is_not_there_is_missing_and_stays_so()
    {
        var contract = new Pipeline(NewKey(), 1);

        Assert.Equal(ContractOutcome.Missing, (await ClaimAsync(contract, 1, "a")).Outcome);
        Assert.Equal(ContractOutcome.Missing, (await RenewAsync(contract, new(1, null, "a", 1))).Outcome);
        Assert.Equal(ContractOutcome.Missing, (await CompleteAsync(contract, new(1, null, "a", 1))).Outcome);
        Assert.Equal(ContractOutcome.Missing, (await FailAsync(contract, new(1, null, "a", 1))).Outcome);
        Assert.Null(await Subject.HashAsync(contract.Key));
    }

    [Fact]
    public async Task Another_contract_or_version_says_so()
    {
        var contract = await StartedAsync();
        var reply = await ClaimAsync(contract with { Version = 2 }, 1, "a");

        Assert.Equal((ContractOutcome.WrongVersion, "1"), Shown(reply));
        reply = await SendAsync(new ClaimStep(contract.Key, "other", 1, 1, "a", Lease));
        Assert.Equal((ContractOutcome.WrongContract, "audit"), Shown(reply));
        Assert.Equal(ContractOutcome.WrongVersion, (await StartAsync(contract with { Version = 2 })).Outcome);
        Assert.Equal("ready", await FieldAsync(contract, "step:1:status"));
    }

    [Fact]
    public async Task A_hash_that_is_no_contract_is_left_alone()
    {
        var contract = new Pipeline(NewKey(), 1);
        _ = await Subject.WriteAsync(WriteKind.ReplaceHash, contract.Key, Fields.Of(("a", "1")), Hour);

        Assert.Equal(ContractOutcome.WrongContract, (await StartAsync(contract)).Outcome);
        Assert.Equal(1, (await Subject.HashAsync(contract.Key))!.Count);
    }

    [Fact]
    public async Task A_key_that_holds_something_else_is_an_error()
    {
        var contract = new Pipeline(NewKey(), 1);
        await Subject.AppendAsync(contract.Key, Fields.Number(1));

        var error = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await StartAsync(contract));
        Assert.Contains("WRONGTYPE", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_is_claimed_by_one_and_the_others_hear_by_whom()
    {
        var contract = await StartedAsync();
        var claimed = await ClaimAsync(contract, 1, "a");
        var second = await ClaimAsync(contract, 1, "b");

        Assert.Equal(ContractOutcome.Claimed, claimed.Outcome);
        Assert.Equal(1, claimed.Attempt);
        Assert.Null(claimed.Item);
        Assert.Equal(["in"], claimed.Input);
        Assert.Equal((ContractOutcome.Held, "a"), Shown(second));
        Assert.InRange(second.HeldFor, TimeSpan.FromSeconds(1), Lease);
        Assert.Equal(ContractOutcome.NotReady, (await ClaimAsync(contract, 2, "a")).Outcome);
        Assert.Equal("a", await FieldAsync(contract, "step:1:pod"));
    }

    [Fact]
    public async Task Completing_makes_ready_what_waits_for_it()
    {
        var contract = await StartedAsync();
        var done = await DoAsync(contract, 1, "a", "p0", "p1");

        Assert.Equal([2, 3], done.Ready);
        Assert.False(done.IsContractCompleted);
        Assert.Equal("""["p0","p1"]""", await FieldAsync(contract, "step:3:input"));
        Assert.Equal("2", await FieldAsync(contract, "step:2:items"));
        Assert.Equal(ContractOutcome.AlreadyDone, (await ClaimAsync(contract, 1, "b")).Outcome);
    }

    [Fact]
    public async Task Elements_are_claimed_one_by_one_and_gathered_in_order()
    {
        var contract = await StartedAsync();
        _ = await DoAsync(contract, 1, "a", "p0", "p1");
        var first = await ClaimAsync(contract, 2, "a");
        var second = await ClaimAsync(contract, 2, "b");

        Assert.Equal((0, 1), (first.Item, second.Item));
        Assert.Equal(["p0"], first.Input);
        Assert.Equal(["p1"], second.Input);
        Assert.Equal(ContractOutcome.Held, (await ClaimAsync(contract, 2, "c")).Outcome);
        Assert.Empty((await CompleteAsync(contract, new(2, 1, "b", 1), "f1")).Ready);
        Assert.Equal([4], (await CompleteAsync(contract, new(2, 0, "a", 1), "f0")).Ready);
        Assert.Equal(["f0", "f1"], (await ClaimAsync(contract, 4, "a")).Input);
    }

    [Fact]
    public async Task When_all_steps_are_done_so_is_the_contract()
    {
        var contract = await StartedAsync();
        _ = await DoAsync(contract, 1, "a", "p0");
        _ = await DoAsync(contract, 2, "a", "f0");
        Assert.False((await DoAsync(contract, 3, "a")).IsContractCompleted);
        Assert.True((await DoAsync(contract, 4, "a", "s")).IsContractCompleted);
        Assert.Equal("completed", await FieldAsync(contract, "status"));
    }

    [Fact]
    public async Task A_collection_without_elements_is_done_at_once()
    {
        var contract = await StartedAsync();
        Assert.Equal([4, 3], (await DoAsync(contract, 1, "a")).Ready);
        Assert.Equal("completed", await FieldAsync(contract, "step:2:status"));
        Assert.Equal("[]", await FieldAsync(contract, "step:4:input"));
    }

    [Fact]
    public async Task Completing_twice_is_the_same_for_its_holder_and_refused_to_others()
    {
        var contract = await StartedAsync();
        _ = await DoAsync(contract, 1, "a", "p0");

        var again = await CompleteAsync(contract, new(1, null, "a", 1), "other");
        Assert.Equal(ContractOutcome.Completed, again.Outcome);
        Assert.Empty(again.Ready);
        Assert.Equal("""["p0"]""", await FieldAsync(contract, "step:1:output"));
        var stranger = await CompleteAsync(contract, new(1, null, "b", 1), "other");
        Assert.Equal((ContractOutcome.AlreadyDone, "a"), Shown(stranger));
    }

    [Fact]
    public async Task Past_its_deadline_a_step_is_taken_over_and_the_first_holder_has_lost_it()
    {
        var contract = await StartedAsync();
        _ = await ClaimAsync(contract, 1, "a", Brief);
        ContractReply? taken = null;
        await Subject.ElapseAsync(Brief * 2, async () => (taken = await ClaimAsync(contract, 1, "b")).Outcome == ContractOutcome.Claimed);

        Assert.Equal(2, taken!.Attempt);
        Assert.Equal((ContractOutcome.Lost, "b"), Shown(await CompleteAsync(contract, new(1, null, "a", 1), "late")));
        Assert.Equal((ContractOutcome.Lost, "b"), Shown(await RenewAsync(contract, new(1, null, "a", 1))));
        Assert.Equal((ContractOutcome.Lost, "b"), Shown(await FailAsync(contract, new(1, null, "a", 1))));
        Assert.Equal((ContractOutcome.Lost, "b"), Shown(await CompleteAsync(contract, new(1, null, "b", 1), "an earlier attempt of its own")));
        Assert.Equal(ContractOutcome.Completed, (await CompleteAsync(contract, new(1, null, "b", 2), "p0")).Outcome);
    }

    [Fact]
    public async Task Who_is_late_but_was_not_replaced_may_complete()
    {
        var contract = await StartedAsync();
        _ = await ClaimAsync(contract, 1, "a", Brief);
        await Subject.ElapseAsync(Brief * 2, async () => await Subject.TimeToLiveAsync(contract.Key) <= ContractCommand.TimeToLive - (Brief * 2));

        Assert.Equal(ContractOutcome.Completed, (await CompleteAsync(contract, new(1, null, "a", 1))).Outcome);
    }

    [Fact]
    public async Task An_element_left_lying_is_taken_over_once_all_others_are_claimed()
    {
        var contract = await StartedAsync();
        _ = await DoAsync(contract, 1, "a", "p0", "p1");
        _ = await ClaimAsync(contract, 2, "a", Brief);
        _ = await DoAsync(contract, 2, "b", "f1");
        ContractReply? taken = null;
        await Subject.ElapseAsync(Brief * 2, async () => (taken = await ClaimAsync(contract, 2, "b")).Outcome == ContractOutcome.Claimed);

        Assert.Equal((0, 2), (taken!.Item, taken.Attempt));
    }

    [Fact]
    public async Task Renewing_puts_the_deadline_off()
    {
        var contract = await StartedAsync();
        _ = await ClaimAsync(contract, 1, "a", TimeSpan.FromSeconds(20));
        long before = long.Parse((await FieldAsync(contract, "step:1:deadline"))!, null);

        Assert.Equal(ContractOutcome.Renewed, (await RenewAsync(contract, new(1, null, "a", 1))).Outcome);
        Assert.True(long.Parse((await FieldAsync(contract, "step:1:deadline"))!, null) >= before + 30_000);
    }

    [Fact]
    public async Task Every_command_that_changes_a_contract_renews_its_expiry()
    {
        var contract = await StartedAsync();
        _ = await ClaimAsync(contract, 1, "a", Hour);
        await Subject.ElapseAsync(Brief, async () => await Subject.TimeToLiveAsync(contract.Key) <= ContractCommand.TimeToLive - Brief);
        var worn = await Subject.TimeToLiveAsync(contract.Key);
        _ = await RenewAsync(contract, new(1, null, "a", 1));

        Assert.True(await Subject.TimeToLiveAsync(contract.Key) > worn);
    }

    [Fact]
    public async Task A_failed_attempt_is_tried_again_until_there_were_enough()
    {
        var contract = await StartedAsync();
        _ = await ClaimAsync(contract, 1, "a");
        var retrying = await FailAsync(contract, new(1, null, "a", 1));
        Assert.Equal(ContractOutcome.Retrying, retrying.Outcome);
        Assert.Equal([1], retrying.Ready);
        Assert.Equal(2, (await ClaimAsync(contract, 1, "b")).Attempt);
        Assert.Equal((ContractOutcome.Failed, "because"), Shown(await FailAsync(contract, new(1, null, "b", 2))));

        Assert.Equal("failed", await FieldAsync(contract, "status"));
        Assert.Equal((ContractOutcome.Failed, "because"), Shown(await ClaimAsync(contract, 1, "c")));
        Assert.Equal(ContractOutcome.Failed, (await ClaimAsync(contract, 2, "c")).Outcome);
    }

    [Fact]
    public async Task Taken_over_too_often_a_step_has_failed()
    {
        var contract = await StartedAsync();
        _ = await ClaimAsync(contract, 1, "a", Brief);
        await Subject.ElapseAsync(Brief * 2, async () => (await ClaimAsync(contract, 1, "b", Brief)).Outcome == ContractOutcome.Claimed);
        ContractReply? end = null;
        await Subject.ElapseAsync(Brief * 2, async () => (end = await ClaimAsync(contract, 1, "c")).Outcome == ContractOutcome.Failed);

        Assert.Contains("taken over 2 times", end!.Detail, StringComparison.Ordinal);
        Assert.Equal("failed", await FieldAsync(contract, "status"));
    }

    [Fact]
    public async Task Many_at_once_claim_each_element_once()
    {
        var contract = await StartedAsync();
        _ = await DoAsync(contract, 1, "a", [.. Enumerable.Range(0, 50).Select(static i => $"p{i}")]);
        var replies = await Task.WhenAll(Enumerable.Range(0, 60).Select(async i => await ClaimAsync(contract, 2, $"pod{i}")));

        Assert.Equal(Enumerable.Range(0, 50), replies.Where(static r => r.Outcome == ContractOutcome.Claimed).Select(static r => r.Item!.Value).Order());
        Assert.Equal(10, replies.Count(static r => r.Outcome == ContractOutcome.Held));
    }

    private static (ContractOutcome Outcome, string? Detail) Shown(ContractReply reply) => (reply.Outcome, reply.Detail);

    private async Task<Pipeline> StartedAsync()
    {
        var contract = new Pipeline(NewKey(), 1);
        var reply = await StartAsync(contract);
        Assert.Equal(ContractOutcome.Started, reply.Outcome);
        Assert.Equal([1], reply.Ready);
        return contract;
    }

    private ValueTask<ContractReply> SendAsync(ContractCommand command) => Store.ContractAsync(command, Deadline.After(StoreUnderTest.Patience).Token);

    private ValueTask<ContractReply> StartAsync(Pipeline contract) => SendAsync(new StartContract(contract.Key, "audit", contract.Version, Steps, ["in"]));

    private ValueTask<ContractReply> ClaimAsync(Pipeline contract, int step, string pod, TimeSpan? lease = null) =>
        SendAsync(new ClaimStep(contract.Key, "audit", contract.Version, step, pod, lease ?? Lease));

    private ValueTask<ContractReply> RenewAsync(Pipeline contract, HeldStep held) => SendAsync(new RenewStep(contract.Key, "audit", contract.Version, held, Lease));

    private ValueTask<ContractReply> CompleteAsync(Pipeline contract, HeldStep held, params string[] output) =>
        SendAsync(new CompleteStep(contract.Key, "audit", contract.Version, held, output));

    private ValueTask<ContractReply> FailAsync(Pipeline contract, HeldStep held) => SendAsync(new FailStep(contract.Key, "audit", contract.Version, held, "because"));

    /// <summary>Claims and completes.</summary>
    private async Task<ContractReply> DoAsync(Pipeline contract, int step, string pod, params string[] output)
    {
        var claimed = await ClaimAsync(contract, step, pod);
        Assert.Equal(ContractOutcome.Claimed, claimed.Outcome);
        var completed = await CompleteAsync(contract, new(step, claimed.Item, pod, claimed.Attempt), output);
        Assert.Equal(ContractOutcome.Completed, completed.Outcome);
        return completed;
    }

    private async Task<string?> FieldAsync(Pipeline contract, string name) =>
        (await Subject.HashAsync(contract.Key))!.TryGet(Encoding.UTF8.GetBytes(name), out var value) ? Encoding.UTF8.GetString(value) : null;

    private sealed record Pipeline(string Key, int Version);
}
