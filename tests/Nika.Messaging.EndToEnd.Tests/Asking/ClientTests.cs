using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Nika.Messaging.EndToEnd.Consuming;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Asking;

/// <summary>Clients that the generator implements, on every store.</summary>
public abstract class ClientTests(ITestStore store) : AskingFixture(store)
{
    [Fact]
    public async Task It_publishes_sets_and_reads()
    {
        var client = (await StartAsync("alpha")).Client<IAuditClient>();
        Assert.Equal(PublishStatus.Accepted, client.Publish(new StepResult(Job, 1, "one")).Status);
        Assert.Equal(PublishStatus.Delivered, (await client.PublishAsync(new StepResult(Job, 2, "two"), Cancellation)).Status);
        Assert.Equal(PublishStatus.Refused, client.Publish(new StepResult(default, 1, "one")).Status);
        Assert.Equal(HashStatus.Absent, (await client.PagesAsync(Job, Cancellation)).Status);
        Assert.Equal(PublishStatus.Delivered, (await client.KeepAsync(new PageSet(Job, ["a"]), Cancellation)).Status);
        Assert.Equal("a", Assert.Single((await client.PagesAsync(Job, Cancellation)).Value!.Urls));
        Assert.Equal(PublishStatus.Accepted, client.Keep(new PageSet(Job, ["a", "b"])).Status);
        await Wait.Until(async () => (await client.PagesAsync(Job, Cancellation)).Value!.Urls.Length == 2, Patience, "both pages");

        var steps = new List<int>();
        await foreach (var step in client.Steps(Job, Cancellation))
        {
            steps.Add(step.Step);
            if (steps.Count == 2)
            {
                break;
            }
        }

        Assert.Equal([1, 2], steps);
    }

    [Fact]
    public async Task It_asks()
    {
        var worker = await StartAsync("worker", builder => builder
            .AddHandler(_ => new Auditor((request, _, _) => new(new AuditResult(request.JobId, request.Folder, 3))))
            .AddHandler(_ => new Lister((request, _, _) => Enumerable.Range(1, request.Count).Select(number => new ListedFile(request.JobId, number)).ToAsyncEnumerable()))
            .AddHandler(_ => new Approver()));
        await worker.FollowAsync(Job);
        var alpha = await StartAsync("alpha");
        var client = alpha.Client<IAuditClient>();

        Assert.Equal(3, (await client.AuditAsync(new AuditRequest(Job, "src"), Cancellation)).Value?.Findings);
        Assert.Equal(3, (await client.AuditAsync(new AuditRequest(Job, "src"), Patience, Cancellation)).Value?.Findings);
        Assert.Equal([1, 2, 3], await client.List(new ListRequest(Job, 3), Cancellation).Select(file => file.Number).ToListAsync(Cancellation));
        Assert.True((await alpha.AskAsync(new ApprovalRequest("good"), Cancellation)).Value?.IsGiven);
        await foreach (var approval in client.Approvals(Cancellation))
        {
            Assert.Equal("worker", approval.Meta.Pod.Value);
            break;
        }
    }

    [Fact]
    public async Task It_asks_memory()
    {
        string file = Path.Combine(System.IO.Directory.CreateTempSubdirectory("nika-client-").FullName, "memory.db");
        var alpha = await StartAsync("alpha", builder => builder.UseSqliteMemory(file));
        var client = alpha.Client<IAuditClient>();
        _ = alpha.Publish(new JobChanged(new("job-1"), EntityStatus.Completed, "hooks refactored"));
        await Wait.Until(async () => await client.CountAsync(Meta.Domain == "hooks", Cancellation) == 1, Patience, "the event");

        Assert.True(await client.IsKnownAsync("hooks", Cancellation));
        Assert.False(await client.IsKnownAsync("loops", Cancellation));
        Assert.Equal(("hooks", 1), (Assert.Single(await client.FacetAsync(Meta.Domain, MemoryFilter.All, Cancellation)) is var facet ? (facet.Value.ToString(), facet.Count) : default));
        Assert.Equal("hooks refactored", Assert.Single(await client.Events(Meta.Domain == "hooks", Cancellation).ToListAsync(Cancellation)).Text);
        Assert.Equal("hooks refactored", Assert.Single(await client.RecallAsync("refactoring of hooks", null, 5, Cancellation)).Event.Text);
        Assert.Empty(await client.RecallAsync("refactoring of hooks", Meta.Domain == "loops", 5, Cancellation));
    }

    [Fact]
    public async Task It_is_a_service_of_a_pod_without_a_host()
    {
        var asked = new TaskCompletionSource<Reply<AuditResult>>(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = await StartAuditorAsync((request, _, _) => new(new AuditResult(request.JobId, request.Folder, 3)));
        var alpha = await StartAsync("alpha", builder => builder
            .AddClient<IAuditClient>()
            .AddHandler(services => new ClientUser((IAuditClient)services.GetService(typeof(IAuditClient))!, asked)));
        await alpha.FollowAsync(Job);
        _ = alpha.Publish(new StepResult(Job, 1, "one"));
        Assert.True((await asked.Task.WaitAsync(TimeSpan.FromMinutes(1), Cancellation)).IsAnswered);
    }

    [Fact]
    public async Task It_is_a_service_of_a_host_and_gives_way_to_a_tests_own()
    {
        var services = new ServiceCollection();
        _ = TestStore.Join(services.AddNika(options => options.Journal = false)).AddClient<IAuditClient>();
        await using (var provider = services.BuildServiceProvider())
        {
            Assert.Same(provider.GetRequiredService<IAuditClient>(), provider.GetRequiredService<IAuditClient>());
            Assert.Same(provider.GetRequiredService<INika>(), provider.GetRequiredService<IAsker>());
        }

        services = new ServiceCollection();
        var own = (await StartAsync("own")).Client<IAuditClient>();
        _ = services.AddSingleton(own);
        _ = TestStore.Join(services.AddNika(options => options.Journal = false)).AddClient<IAuditClient>();
        await using (var provider = services.BuildServiceProvider())
        {
            Assert.Same(own, provider.GetRequiredService<IAuditClient>());
        }
    }
}

public sealed class EmbeddedClientTests() : ClientTests(new EmbeddedTestStore());

public sealed class RedisClientTests() : ClientTests(new RedisTestStore());
