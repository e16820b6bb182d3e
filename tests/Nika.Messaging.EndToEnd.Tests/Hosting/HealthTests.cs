using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Hosting;

/// <summary>The pod among a host's health checks.</summary>
public sealed class HealthTests
{
    [Fact]
    public async Task Healthy_while_all_gates_are_open_degraded_with_the_reason_while_one_is_not()
    {
        using var server = RedisServer.Start();
        await using var host = TestHost.Build(pod => pod.UseRedis(server.Endpoint), services: static services => services.AddHealthChecks().AddNika(tags: ["ready"]));
        var before = await CheckAsync(host);
        Assert.Equal(HealthStatus.Degraded, before.Status);
        Assert.Contains("is not running", before.Description!, StringComparison.Ordinal);

        await host.StartAsync();
        var healthy = await CheckAsync(host);
        Assert.Equal(HealthStatus.Healthy, healthy.Status);
        string lane = "redis " + server.Endpoint;
        Assert.Equal([lane, "local log", "journal"], healthy.Data.Keys);
        Assert.StartsWith("Healthy since ", Assert.IsType<string>(healthy.Data[lane]), StringComparison.Ordinal);
        Assert.Equal(["ready"], healthy.Tags);

        server.Kill();
        await Wait.Until(() => !((NikaPod)host.Nika).Gates[0].IsOpen);
        var degraded = await CheckAsync(host);
        Assert.Equal(HealthStatus.Degraded, degraded.Status);
        Assert.StartsWith(lane + ": ", degraded.Description, StringComparison.Ordinal);
        Assert.Matches("^(Degraded|Probing) since .*: .+", Assert.IsType<string>(degraded.Data[lane]));
        Assert.StartsWith("Healthy since ", Assert.IsType<string>(degraded.Data["local log"]), StringComparison.Ordinal);

        server.Restart();
        await Wait.Until(() => ((NikaPod)host.Nika).Gates[0].IsOpen);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(host)).Status);
    }

    private static async Task<HealthReportEntry> CheckAsync(TestHost host)
    {
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        return Assert.Contains("nika", report.Entries);
    }
}
