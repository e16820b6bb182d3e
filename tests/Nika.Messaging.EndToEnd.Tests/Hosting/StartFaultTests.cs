using Microsoft.Extensions.DependencyInjection;
using Nika.Messaging.Streams.Embedded;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Hosting;

/// <summary>A wrong endpoint, password or option: said once, clearly, at the start and in the gate; the pod runs degraded unless told not to.</summary>
public sealed class StartFaultTests
{
    private const string Secret = "s3cret-pa55word";
    private const string Nowhere = "127.0.0.1:1";
    private const int GateClosed = 1002;
    private const int ConfigurationFault = 2002;

    [Fact]
    public async Task A_wrong_endpoint_is_said_once_and_the_pod_runs_degraded()
    {
        await using var host = TestHost.Build(static pod => pod.UseRedis(Nowhere));
        await host.StartAsync();

        Assert.Equal($"redis {Nowhere} is degraded: connecting failed: ConnectionRefused. The pod goes on", host.Log.Single(GateClosed));
        Assert.Equal("connecting failed: ConnectionRefused", Server(host).Reason);
        var result = host.Nika.Publish(new StepResult(new("job-1"), 1, ""));
        Assert.Equal((PublishStatus.Degraded, "connecting failed: ConnectionRefused"), (result.Status, result.Reason));
        Assert.Equal(1, host.Nika.Account.Logged);
    }

    [Theory]
    [InlineData("no-such-host.invalid:6379", "connecting failed: ")]
    [InlineData("192.0.2.1:6379", "no answer within 0.2 s while connecting")]
    public async Task Whatever_is_wrong_with_the_endpoint_the_pod_starts_and_says_so(string endpoint, string reason)
    {
        await using var host = TestHost.Build(pod => pod.UseRedis(endpoint, static options => options.ConnectTimeout = TimeSpan.FromSeconds(0.2)));
        await host.StartAsync();
        string said = host.Log.Single(GateClosed);
        Assert.True(said.Contains(reason, StringComparison.Ordinal) || said.Contains("connecting", StringComparison.Ordinal), said);
        Assert.Contains(endpoint, said, StringComparison.Ordinal);
        Assert.Equal(PublishStatus.Degraded, host.Nika.Publish(new StepResult(new("job-1"), 1, "")).Status);
    }

    [Theory]
    [InlineData("not-the-" + Secret, "WRONGPASS")]
    [InlineData(null, "NOAUTH")]
    public async Task A_wrong_password_is_said_once_and_stands_nowhere(string? password, string code)
    {
        using var server = RedisServer.Start("--requirepass", Secret);
        await using var host = TestHost.Build(pod => pod.UseRedis(password is null ? server.Endpoint : $"redis://:{password}@{server.Endpoint}"));
        await host.StartAsync();

        Assert.Contains(code, host.Log.Single(ConfigurationFault), StringComparison.Ordinal);
        Assert.Contains(code, host.Log.Single(GateClosed), StringComparison.Ordinal);
        Assert.Contains(code, Server(host).Reason!, StringComparison.Ordinal);
        var result = host.Nika.Publish(new StepResult(new("job-1"), 1, ""));
        Assert.Equal(PublishStatus.Degraded, result.Status);
        await host.StopAsync();
        string said = string.Join('\n', [.. host.Log.All, result.Reason!, .. ((NikaPod)host.Nika).Gates.Select(static gate => gate.ToString()), .. Files(host)]);
        Assert.Contains(code, said, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "connecting failed: ConnectionRefused")]
    [InlineData("not-the-" + Secret, "WRONGPASS")]
    public async Task With_RequireAtStart_it_does_not_start_and_says_why_without_the_password(string? password, string reason)
    {
        using var server = RedisServer.Start("--requirepass", Secret);
        string address = password is null ? Nowhere : $"redis://:{password}@{server.Endpoint}";
        await using var host = TestHost.Build(pod => pod.UseRedis(address), new() { ["Nika:RequireAtStart"] = "true" });
        var error = await Assert.ThrowsAsync<InvalidOperationException>(host.StartAsync);
        Assert.StartsWith("Nika:RequireAtStart is set and the pod cannot start: redis 127.0.0.1:", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, error + string.Join('\n', host.Log.All), StringComparison.Ordinal);

        // Nothing goes on trying in the background.
        Assert.Equal("the pod stops", Server(host).Reason);
    }

    [Fact]
    public async Task With_RequireAtStart_and_all_well_it_starts()
    {
        using var server = RedisServer.Start("--requirepass", Secret);
        await using var host = TestHost.Build(pod => pod.UseRedis($"redis://:{Secret}@{server.Endpoint}"), new() { ["Nika:RequireAtStart"] = "true" });
        await host.StartAsync();
        Assert.Equal(PublishStatus.Accepted, host.Nika.Publish(new StepResult(new("job-1"), 1, "")).Status);
        await host.StopAsync();
        Assert.DoesNotContain(Secret, string.Join('\n', host.Log.All), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_option_of_Redis_is_named()
    {
        await using var host = TestHost.Build(static pod => pod.UseRedis(Nowhere, static options =>
        {
            options.Password = Secret;
            options.ReadBlock = TimeSpan.Zero;
        }));
        var error = await Assert.ThrowsAsync<ArgumentException>(host.StartAsync);
        Assert.Contains("ReadBlock", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void AddNika_twice_is_refused_with_a_clear_word()
    {
        var services = new ServiceCollection();
        _ = services.AddNika().UseEmbedded(new EmbeddedServer());
        var error = Assert.Throws<InvalidOperationException>(() => services.AddNika());
        Assert.StartsWith("AddNika was called before on these services", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Consumer_options_of_null_are_a_fault_like_others()
    {
        Assert.Equal(["Nika:Consumer is null; leave it out for the defaults."], new NikaOptions { Consumer = null! }.Validate());
        await using var host = TestHost.Build(static pod => pod.UseEmbedded(new EmbeddedServer()), options: static options => options.Consumer = null!);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(host.StartAsync);
        Assert.Contains("Nika:Consumer", error.Message, StringComparison.Ordinal);
    }

    private static Gate Server(TestHost host) => ((NikaPod)host.Nika).Gates[0];

    private static IEnumerable<string> Files(TestHost host) =>
        Directory.EnumerateFiles(host.Directory, "*", SearchOption.AllDirectories).Select(File.ReadAllText);
}
