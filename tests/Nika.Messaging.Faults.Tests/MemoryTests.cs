using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Faults;

/// <summary>Pods are killed between Redis and memory.</summary>
public sealed class MemoryTests
{
    [Fact]
    public async Task A_pod_killed_between_Redis_and_memory_has_lost_nothing_after_catching_up()
    {
        string directory = Directory.CreateTempSubdirectory("nika-killed-").FullName;
        var cancellation = TestContext.Current.CancellationToken;
        using var server = RedisServer.Start();
        var delivered = new HashSet<Guid>();
        for (int round = 0; round < 2; round++)
        {
            using var killed = new PodProcess("remember", server.Endpoint, directory, "killed");
            await killed.SaidAsync("Delivered", 300);
            killed.Kill();
            delivered.UnionWith(killed.Ids("Delivered"));
        }

        var builder = NikaPod.CreateBuilder();
        builder.UseRedis(server.Endpoint).UseSqliteMemory(Path.Combine(directory, "memory.db")).Configure(options => options.Directory = directory);
        await using var pod = builder.Build();
        await pod.StartAsync(cancellation);
        Assert.Equal(0, await pod.Memory.CountAsync(MemoryFilter.All, cancellation));

        var result = await pod.CatchUpAsync(cancellationToken: cancellation);

        var remembered = new HashSet<Guid>();
        await foreach (var found in pod.Memory.ScrollAsync(JobChanged.Fields.Status == EntityStatus.Created, cancellationToken: cancellation))
        {
            Assert.True(remembered.Add(found.Id));
            Assert.Equal("from a process", found.Text);
        }

        Assert.Subset(remembered, delivered);
        Assert.Equal(remembered.Count, result.Restored);
        Assert.Equal(remembered, new Auditor(server.Port).IdsOnServer(Auditor.Feed).ToHashSet());

        // Again, there is nothing left to do, and the bus is not read a second time.
        Assert.Equal(0, (await pod.CatchUpAsync(cancellationToken: cancellation)).Restored);
        await pod.StopAsync(cancellation);
        Directory.Delete(directory, recursive: true);
    }
}
