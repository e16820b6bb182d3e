using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Contracts;

/// <summary>With the server away, everything about a contract is a degraded answer, and none an exception.</summary>
public sealed class ContractOutageTests
{
    private static readonly JobId Job = new("job-out");

    [Fact]
    public async Task An_outage_is_an_answer()
    {
        using var server = RedisServer.Start();
        await using var pod = await TestPod.StartAsync(server);
        var nika = pod.Nika;
        var cancellation = TestContext.Current.CancellationToken;
        _ = await Digest.StartAsync(nika, Job, new DigestRequest(Job, 1), cancellation);
        await using var held = await Digest.Scan.ClaimAsync(nika, Job, cancellation);
        server.Dispose();

        Assert.Equal(ContractOutcome.Degraded, (await held.FailAsync("late", cancellation)).Outcome);
        Assert.Equal(ContractOutcome.Degraded, (await held.CompleteAsync([new DigestPage(Job, new EntityId("p"), "text")], cancellation)).Outcome);
        Assert.Equal(ContractOutcome.Degraded, (await Digest.StartAsync(nika, Job, new DigestRequest(Job, 1), cancellation)).Outcome);
        await using var claim = await Digest.Scan.ClaimAsync(nika, Job, cancellation);
        Assert.Equal(ContractOutcome.Degraded, claim.Outcome);
        Assert.Equal(HashStatus.Degraded, (await Digest.ReadAsync(nika, Job, cancellation)).Status);
        Assert.Equal(ContractOutcome.Degraded, (await Digest.Sum.WaitAsync(nika, Job, cancellation)).Outcome);
    }
}
