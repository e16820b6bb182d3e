using System.Diagnostics;
using System.Globalization;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Faults;

/// <summary>Two pods that publish, and consumers in three groups, two of them workers: what each scenario breaks something of.</summary>
internal sealed class Swarm : IAsyncDisposable
{
    // Writes and commands of each pod; of each consumer a reader of its group's streams and one of its group's bell.
    private const int ConnectionsOfPublisher = 2;
    private const int ConnectionsOfConsumer = 4;

    // Two cores, four publishing loops, six pods, and another scenario beside: the pool adds threads slowly, and has no reason to.
    private const int MostThreads = 150;
    private const long MostMemory = 512L * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ProbePause = TimeSpan.FromMilliseconds(50);

    private readonly RedisServer server;
    private readonly SwarmOptions options;
    private readonly List<Publishing> publishing = [];
    private readonly List<Published> alsoPublished = [];

    private Swarm(RedisServer server, SwarmOptions options)
    {
        this.server = server;
        this.options = options;
        Auditor = new Auditor(server.Port);
    }

    public List<FaultPod> Publishers { get; } = [];

    public List<FaultPod> Consumers { get; } = [];

    public HandledLedger Handled { get; } = new();

    public Auditor Auditor { get; }

    /// <summary>Starts the pods; nothing is published yet.</summary>
    public static async Task<Swarm> StartAsync(RedisServer server, SwarmOptions? options = null)
    {
        var swarm = new Swarm(server, options ?? new());
        try
        {
            using (var client = server.Connect())
            {
                _ = client.Command("SET", Auditor.Strangers + "value", "untouched");
                _ = client.Command("XADD", Auditor.Strangers + "stream", "*", "a", "b");
            }

            foreach (string name in (string[])["p1", "p2"])
            {
                swarm.Publishers.Add(await swarm.StartPodAsync(name, null, swarm.options.Directory));
            }

            swarm.Consumers.Add(await swarm.StartPodAsync("alpha", builder => builder.AddHandler(_ => new OrchestratorHandler(swarm.Handled.NoteAsync))));
            swarm.Consumers.Add(await swarm.StartPodAsync("dash", builder => builder.AddHandler(_ => new MonitorHandler(swarm.Handled.NoteAsync))));
            foreach (string name in (string[])["w1", "w2"])
            {
                swarm.Consumers.Add(await swarm.StartPodAsync(name, builder => builder.AddHandler(_ => new WorkerHandler(swarm.Handled.NoteAsync))));
            }
        }
        catch
        {
            await swarm.DisposeAsync();
            throw;
        }

        return swarm;
    }

    /// <summary>Begins to publish, and waits until messages have arrived in all groups.</summary>
    public async Task PublishAsync(int atLeast = 300)
    {
        Publish();
        await DeliveredMoreAsync(atLeast);
        await ExpectConsumersGoOnAsync();
    }

    /// <summary>Begins to publish.</summary>
    public void Publish()
    {
        foreach (var pod in Publishers)
        {
            publishing.Add(new(pod, options.Burst));
            publishing.Add(new(pod, options.Burst));
        }
    }

    /// <summary>Waits until every publisher has had so many more messages acknowledged.</summary>
    public async Task DeliveredMoreAsync(long count)
    {
        foreach (var pod in Publishers)
        {
            long before = pod.Account.Delivered;
            await Wait.Until(() => pod.Account.Delivered >= before + count, $"{pod.Nika.Pod} has {count} more delivered: {pod.Server}");
        }
    }

    /// <summary>Waits until publishers were told so many times that something is away.</summary>
    public async Task DegradedMoreAsync(int count)
    {
        int before = Degraded();
        await Wait.Until(() => Degraded() >= before + count, "the outage is felt");
        int Degraded() => publishing.Sum(static loop => loop.Count(PublishStatus.Degraded) + loop.Count(PublishStatus.Dropped));
    }

    /// <summary>Waits until each publisher has put so many more messages into its local log: a refusal is known only after the publish.</summary>
    public async Task LoggedMoreAsync(long count)
    {
        foreach (var pod in Publishers)
        {
            long before = pod.Account.Logged;
            await Wait.Until(() => pod.Account.Logged >= before + count, $"{pod.Nika.Pod} has logged {count} more");
        }
    }

    /// <summary>Waits until all gates before the server are open.</summary>
    public async Task UpAsync()
    {
        foreach (var pod in Publishers.Concat(Consumers))
        {
            await pod.UpAsync();
        }
    }

    /// <summary>Waits until the publishers' gates before the server are closed. Who publishes nothing does not ask, and may not notice.</summary>
    public async Task DownAsync()
    {
        foreach (var pod in Publishers)
        {
            await pod.DownAsync();
        }
    }

    /// <summary>A message published now is handled in each group; nobody was started again.</summary>
    public async Task ExpectConsumersGoOnAsync()
    {
        // While the backlog of the outage is being replayed, what is published now waits behind it; while the feed is set aside it is refused.
        await Publishers[0].UpAsync();
        var asked = new List<Guid>();
        await Wait.Until(
            async () =>
            {
                var result = await Publishers[0].Nika.PublishAsync(new JobChanged(new EntityId("last-one"), EntityStatus.Created, "is anyone there?"));
                alsoPublished.Add(new(result.Id, result.Status, IsOnFeed: true));
                asked.Add(result.Id);
                await Task.Delay(ProbePause);
                return asked.Exists(Handled.HasEverywhere);
            },
            Patience,
            "all groups handle what is published now");
    }

    /// <summary>Stops publishing and holds everything against what the auditor finds.</summary>
    /// <param name="loss">What may be missing.</param>
    /// <param name="diskFailed">Whether the publishers' disk was full for a while.</param>
    public async Task FinishAsync(Loss loss = Loss.None, bool diskFailed = false)
    {
        await Task.WhenAll(publishing.Select(static loop => loop.StopAsync()));
        await UpAsync();
        await ExpectConsumersGoOnAsync();
        List<Published> published = [.. publishing.SelectMany(static loop => loop.All), .. alsoPublished];
        await Audit.ExpectBalanceAsync(Publishers, published, Auditor, loss, diskFailed);

        // Whatever is on the feed now reached every group.
        var feed = Auditor.IdsOnServer(Auditor.Feed);
        await Wait.Until(() => feed.All(Handled.HasEverywhere), "each group has handled all that is on the feed");
        Assert.All(Consumers, static pod => Assert.Equal((0, 0), (pod.Nika.Consumed.DeadLettered, pod.Account.Published)));
        await ExpectBoundsAsync();
        using var client = server.Connect();
        Assert.Contains(client.Command("GET", Auditor.Strangers + "value"), (object?[])["untouched", null]);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(publishing.Select(static loop => loop.StopAsync()));
        foreach (var pod in Publishers.Concat(Consumers))
        {
            await pod.DisposeAsync();
        }
    }

    private async Task ExpectBoundsAsync()
    {
        int expected = (Publishers.Count * ConnectionsOfPublisher) + (Consumers.Count * ConnectionsOfConsumer);
        int found = 0;
        try
        {
            await Wait.Until(() => (found = Auditor.Connections("nika-")) == expected);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{found} connections instead of {expected}: {string.Join(", ", Auditor.ConnectionNames("nika-"))}");
        }

        using var process = Process.GetCurrentProcess();
        Assert.InRange(process.Threads.Count, 1, MostThreads);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true), 0, MostMemory);
    }

    private Task<FaultPod> StartPodAsync(string name, Action<NikaPodBuilder>? configure = null, string? directory = null) => FaultPod.StartAsync(
        name,
        options.Proxy?.Endpoint ?? server.Endpoint,
        options.ReplyDeadline,
        builder =>
        {
            _ = builder.AddService(options.Clock);
            configure?.Invoke(builder);
        },
        directory);
}
