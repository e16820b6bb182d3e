using Nika.Messaging.Streams.Embedded;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Hosting;

/// <summary>Where a pod's options come from, and what a host says that cannot start.</summary>
public sealed class OptionsTests
{
    [Fact]
    public async Task Options_come_from_the_section_Nika()
    {
        await using var host = TestHost.Build(OnEmbedded, new()
        {
            ["Nika:Pod"] = "pod-7",
            ["Nika:Session"] = "session-7",
            ["Nika:Role"] = "reviewer",
            ["Nika:ReplyDeadline"] = "00:00:01.5",
            ["Nika:RetentionMessages"] = "2048",
            ["Nika:RetentionBytes"] = "1048576",
            ["Nika:Journal"] = "false",
        });
        await host.StartAsync();

        Assert.Equal((new PodName("pod-7"), new SessionId("session-7")), (host.Nika.Pod, host.Nika.Session));
        var pod = (NikaPod)host.Nika;
        Assert.Equal(TimeSpan.FromSeconds(1.5), pod.Store.LaneFor("any"u8).ReplyDeadline);
        Assert.DoesNotContain(pod.Gates, static gate => gate.Name == "journal");

        _ = host.Nika.Publish(new StepResult(new("job-1"), 1, ""));
        using var over = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await foreach (var received in host.Nika.SubscribeAsync(StepResult.KeyFor(new("job-1")), over.Token))
        {
            Assert.Equal(new RoleName("reviewer"), received.Meta.Role);
            break;
        }
    }

    [Fact]
    public async Task Code_has_the_last_word()
    {
        await using var host = TestHost.Build(
            static pod => OnEmbedded(pod.Configure(static options => options.Session = options.Pod + "-session")),
            new() { ["Nika:Pod"] = "from-configuration", ["Nika:Session"] = "from-configuration" },
            options: static options => options.Pod = "from-code");
        await host.StartAsync();
        Assert.Equal((new PodName("from-code"), new SessionId("from-code-session")), (host.Nika.Pod, host.Nika.Session));
    }

    [Fact]
    public async Task Every_fault_is_named_at_start()
    {
        await using var host = TestHost.Build(OnEmbedded, new()
        {
            ["Nika:Pod"] = "no good!",
            ["Nika:Session"] = "../secret",
            ["Nika:Role"] = "",
            ["Nika:ReplyDeadline"] = "00:00:00.009",
            ["Nika:RetentionBytes"] = "1048575",
            ["Nika:RetentionMessages"] = "1048577",
            ["Nika:Consumer:ClaimIdle"] = "00:00:00.099",
            ["Nika:Consumer:MaxDeliveries"] = "0",
            ["Nika:Consumer:StopTimeout"] = "00:00:00",
            ["Nika:Asking:Timeout"] = "1.00:00:01",
            ["Nika:Asking:MaxPending"] = "0",
        }, options: static options => options.Directory = " ");

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(host.StartAsync);
        string[] named =
        [
            "Nika:Pod", "Nika:Session", "Nika:Role", "Nika:Directory", "Nika:ReplyDeadline", "Nika:RetentionBytes", "Nika:RetentionMessages",
            "Nika:Asking:Timeout", "Nika:Asking:MaxPending", "Nika:Consumer:ClaimIdle", "Nika:Consumer:MaxDeliveries", "Nika:Consumer:StopTimeout",
        ];
        string[] faults = exception.Message.Split(Environment.NewLine);
        Assert.Equal(named.Length, faults.Length);
        Assert.All(named.Zip(faults), static pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("00:00:00.010", "1048576", "1024", "00:00:00.100", "1")]
    [InlineData("00:01:00", "1073741824", "1048576", "01:00:00", "1000")]
    public void The_ends_of_each_range_are_allowed(string replyDeadline, string retentionBytes, string retentionMessages, string claimIdle, string maxDeliveries)
    {
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        var options = new NikaOptions
        {
            ReplyDeadline = TimeSpan.Parse(replyDeadline, culture),
            RetentionBytes = int.Parse(retentionBytes, culture),
            RetentionMessages = int.Parse(retentionMessages, culture),
            Consumer = new() { ClaimIdle = TimeSpan.Parse(claimIdle, culture), MaxDeliveries = int.Parse(maxDeliveries, culture) },
        };
        Assert.Empty(options.Validate());
    }

    [Fact]
    public async Task A_pod_without_a_store_does_not_start_and_says_what_to_do()
    {
        await using var host = TestHost.Build(static _ => { }, new() { ["Nika:RetentionBytes"] = "1" });
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(host.StartAsync);

        Assert.Contains("""call UseRedis("host:port") to join a swarm, or UseEmbedded() to run within this process alone""", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Nika:RetentionBytes", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public async Task UseRedis_without_an_address_does_not_start_and_says_what_to_do(string? setting)
    {
        using var environment = new RedisVariable(null);
        await using var host = TestHost.Build(static pod => pod.UseRedis(), new() { ["NIKA_REDIS"] = setting });
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(host.StartAsync);
        Assert.Contains("""say UseRedis("host:port") or set NIKA_REDIS=host:port""", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_malformed_address_is_named_without_repeating_it()
    {
        await using var host = TestHost.Build(static pod => pod.UseRedis(), new() { ["NIKA_REDIS"] = "someone:secret@127.0.0.1:6379" });
        var exception = await Assert.ThrowsAsync<FormatException>(host.StartAsync);
        Assert.DoesNotContain("secret", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_comes_from_the_call_then_the_configuration_then_the_environment()
    {
        using var server = RedisServer.Start();
        const string Nowhere = "127.0.0.1:1";
        await AssertReachesAsync(server, static (pod, endpoint) => pod.UseRedis(endpoint), configured: Nowhere, environment: Nowhere);
        await AssertReachesAsync(server, static (pod, _) => pod.UseRedis(), configured: server.Endpoint, environment: Nowhere);
        await AssertReachesAsync(server, static (pod, _) => pod.UseRedis(), configured: null, environment: server.Endpoint);
    }

    private static void OnEmbedded(INikaBuilder pod) => pod.UseEmbedded(new EmbeddedServer());

    private static async Task AssertReachesAsync(RedisServer server, Action<INikaBuilder, string> useRedis, string? configured, string? environment)
    {
        using var variable = new RedisVariable(environment);
        var settings = new Dictionary<string, string?> { ["Nika:ReplyDeadline"] = "00:00:20" };
        if (configured is not null)
        {
            settings["NIKA_REDIS"] = configured;
        }

        await using var host = TestHost.Build(pod => useRedis(pod, server.Endpoint), settings);
        await host.StartAsync();
        Assert.Equal(PublishStatus.Delivered, (await host.Nika.PublishAsync(new StepResult(new("job-1"), 1, ""))).Status);
        using var client = server.Connect();
        Assert.Equal(1, client.Number("DEL", "nika:ipc:job-1"));
    }

    /// <summary>The environment variable, for a while. Only this class, whose tests run one after another, looks at it.</summary>
    private sealed class RedisVariable : IDisposable
    {
        private readonly string? before = Environment.GetEnvironmentVariable(RedisBuilderExtensions.Setting);

        public RedisVariable(string? value) => Environment.SetEnvironmentVariable(RedisBuilderExtensions.Setting, value);

        public void Dispose() => Environment.SetEnvironmentVariable(RedisBuilderExtensions.Setting, before);
    }
}
