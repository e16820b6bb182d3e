using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Nika.Messaging.Streams.Embedded;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Hosting;

/// <summary>A pod in a real host: started, stopped, given scopes and services.</summary>
public sealed class HostTests
{
    private const int Started = 1201;
    private const int Stopped = 1202;

    [Fact]
    public async Task The_pod_starts_and_stops_with_its_host()
    {
        await using var host = Embedded();
        await host.StartAsync();
        Assert.Same(host.Nika, host.Services.GetRequiredService<IPublisher>());
        Assert.Same(host.Nika, host.Services.GetRequiredService<NikaPod>());
        Assert.Equal(PublishStatus.Delivered, (await host.Nika.PublishAsync(Tick(1))).Status);
        await host.StopAsync();

        Assert.Contains("1 published = 1 delivered + 0 in the local log + 0 dropped", host.Log.Single(Stopped), StringComparison.Ordinal);
        Assert.Equal(PublishStatus.Dropped, host.Nika.Publish(Tick(2)).Status);
    }

    [Fact]
    public async Task The_start_line_names_pod_store_folders_handlers_groups_and_keys()
    {
        await using var host = Embedded(
            pod => pod.AddHandler(_ => new ScopedMonitor(null!, null!, null!)).AddHandler(_ => new NamedFollower("", new())),
            options: options => options.Pod = "pod-7");
        await host.StartAsync();

        string line = host.Log.Single(Started);
        Assert.StartsWith($"Pod pod-7 (session {host.Nika.Session}) started on embedded; memory: ", line, StringComparison.Ordinal);
        Assert.Contains($"; bus: {Path.Combine(host.Directory, "_bus")}; ", line, StringComparison.Ordinal);
        Assert.Contains($"; local log: {Path.Combine(host.Directory, "logs", "pod-7.jsonl")}; ", line, StringComparison.Ordinal);
        Assert.EndsWith(
            "; handlers: ScopedMonitor [cg:monitor] job_changed on nika:feed:entities; NamedFollower [follows] step_result on nika:ipc:{job_id}",
            line,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_handlers_and_journal_the_start_line_says_so()
    {
        await using var host = Embedded(options: static options => options.Journal = false);
        await host.StartAsync();

        Assert.Contains("; bus: off; ", host.Log.Single(Started), StringComparison.Ordinal);
        Assert.EndsWith("; handlers: none", host.Log.Single(Started), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_message_has_a_service_scope_that_ends_after_it()
    {
        var record = new ScopeRecord();
        await using var host = Embedded(
            static pod => pod.AddHandler(static services => new ScopedMonitor(
                services.GetRequiredService<MessageScope>(),
                services.GetRequiredService<MessageScope>(),
                services.GetRequiredService<ScopeRecord>())),
            services => services.AddSingleton(record).AddScoped<MessageScope>(),
            static options => options.Consumer.MaxDeliveries = 1);
        await host.StartAsync();
        for (int i = 0; i < 5; i++)
        {
            // One that fails too: its scope ends as well.
            _ = host.Nika.Publish(new JobChanged(new($"task-{i}"), i == 3 ? EntityStatus.Failed : EntityStatus.Progress, ""));
        }

        await Wait.Until(() => record.Disposed.Count == 5);
        Assert.Equal(["task-0", "task-1", "task-2", "task-3", "task-4"], record.Handled.Select(static item => item.Entity));
        Assert.All(record.Handled, static item => Assert.False(item.WasDisposed));
        Assert.Equal(5, record.Handled.Select(static item => item.Scope).Distinct().Count());
        Assert.Equal(record.Handled.Select(static item => item.Scope), record.Disposed);
    }

    [Fact]
    public async Task A_handler_registered_in_the_container_is_taken_from_there_and_left_to_it()
    {
        var handled = new ConcurrentQueue<string>();
        var registered = new NamedFollower("container", handled);
        await using var host = Embedded(
            pod => pod.AddHandler<NamedFollower>(_ => new("factory", handled)),
            services => services.AddSingleton(registered));
        await host.StartAsync();
        await FollowAndPublishAsync(host, 2);

        await Wait.Until(() => handled.Count == 2);
        Assert.Equal(["container 0", "container 1"], handled);
        Assert.False(registered.IsDisposed);
    }

    [Fact]
    public async Task Any_other_handler_is_made_for_each_message_and_disposed()
    {
        var handled = new ConcurrentQueue<string>();
        var made = new ConcurrentQueue<NamedFollower>();
        await using var host = Embedded(pod => pod.AddHandler(_ =>
        {
            var follower = new NamedFollower($"factory {made.Count}", handled);
            made.Enqueue(follower);
            return follower;
        }));
        await host.StartAsync();
        await FollowAndPublishAsync(host, 2);

        await Wait.Until(() => made.Count == 2 && made.All(static follower => follower.IsDisposed));
        Assert.Equal(["factory 0 0", "factory 1 1"], handled);
    }

    [Fact]
    public async Task Publishing_before_the_start_and_after_the_stop_never_throws_and_is_accounted()
    {
        await using var host = Embedded();
        var early = host.Nika.Publish(Tick(1));
        Assert.Equal((PublishStatus.Degraded, "the pod is not running"), (early.Status, early.Reason));
        Assert.Equal(PublishStatus.Degraded, (await host.Nika.PublishAsync(Tick(2))).Status);
        Assert.Equal(PublishStatus.Degraded, host.Nika.Set(new PageSet(new("job-1"), [])).Status);

        await host.StartAsync();

        // Replayed, and only then is their stream written to directly again.
        await Wait.Until(() => host.Nika.Account is { Replayed: 3, Logged: 0 });
        await Wait.Until(async () => (await host.Nika.PublishAsync(Tick(3))).Status == PublishStatus.Delivered, TimeSpan.FromSeconds(30));
        await host.StopAsync();

        var late = host.Nika.Publish(Tick(4));
        Assert.Equal((PublishStatus.Dropped, "the pod is not running; the local log does not take it"), (late.Status, late.Reason));
        Assert.Equal(PublishStatus.Dropped, (await host.Nika.SetAsync(new PageSet(new("job-1"), []))).Status);
        var account = host.Nika.Account;
        Assert.Equal((2, 0, 0), (account.Dropped, account.Logged, account.InFlight));
        Assert.Equal(account.Published, account.Delivered + account.Dropped);
        string[] lines = await File.ReadAllLinesAsync(Path.Combine(host.Directory, "logs", host.Nika.Pod.Value + ".jsonl"));
        Assert.InRange(lines.Length, 3, 100);
        Assert.Contains(early.Id.ToString(), lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pod_that_never_started_still_writes_its_local_log()
    {
        string directory = Directory.CreateTempSubdirectory("nika-host-").FullName;
        try
        {
            var builder = NikaPod.CreateBuilder();
            _ = builder.UseEmbedded(new EmbeddedServer()).Configure(options => options.Directory = directory);
            var pod = builder.Build();
            for (int i = 0; i < 100; i++)
            {
                Assert.Equal(PublishStatus.Degraded, pod.Publish(Tick(i)).Status);
            }

            await pod.DisposeAsync();

            Assert.Equal(100, File.ReadLines(Path.Combine(directory, "logs", pod.Pod.Value + ".jsonl")).Count());
            Assert.Equal(PublishStatus.Dropped, pod.Publish(Tick(100)).Status);
            Assert.Equal((101, 100, 1), (pod.Account.Published, pod.Account.Logged, pod.Account.Dropped));
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await pod.StartAsync());
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static TestHost Embedded(Action<INikaBuilder>? pod = null, Action<IServiceCollection>? services = null, Action<NikaOptions>? options = null) =>
        TestHost.Build(
            builder =>
            {
                _ = builder.UseEmbedded(new EmbeddedServer());
                pod?.Invoke(builder);
            },
            services: services,
            options: options);

    private static Tick Tick(int number) => new(new("desk-1"), number, 1.5m, "");

    private static async Task FollowAndPublishAsync(TestHost host, int count)
    {
        await host.Nika.FollowAsync(new JobId("job-1"));
        for (int i = 0; i < count; i++)
        {
            _ = host.Nika.Publish(new StepResult(new("job-1"), i, ""));
        }
    }
}
