using Nika.Messaging.Tests.Journal;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Faults;

/// <summary>The disk of journal and local log is full while Redis is away too.</summary>
public sealed class DiskTests
{
    private const int Kilobytes = 8 * 1024;

    [Fact]
    public async Task Full_for_a_while_nothing_is_lost()
    {
        string directory = Directory.CreateTempSubdirectory("nika-disk-").FullName;
        await using (await SmallDisk.MountAsync(directory, Kilobytes))
        {
            using var server = RedisServer.Start("--appendonly", "yes", "--appendfsync", "always");
            await using var swarm = await Swarm.StartAsync(server, new() { Directory = directory });
            await swarm.PublishAsync();
            string filler = Fill(directory);
            server.Kill();
            await swarm.DownAsync();
            await Wait.Until(() => swarm.Publishers.TrueForAll(static pod => pod.Nika.Gates.Any(static gate => gate is { Name: "local log", IsOpen: false })), "the local logs notice");
            await swarm.DegradedMoreAsync(200);
            server.Restart();
            await swarm.UpAsync();
            await swarm.DeliveredMoreAsync(200);
            File.Delete(filler);
            await Wait.Until(() => swarm.Publishers.TrueForAll(static pod => pod.Nika.Gates.All(static gate => gate.IsOpen)), "the disk is used again");
            await swarm.FinishAsync(diskFailed: true);
            Assert.All(swarm.Publishers, static pod => Assert.Equal(0, pod.Account.Dropped));
        }

        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task Full_to_the_end_what_the_log_could_not_keep_is_counted()
    {
        string directory = Directory.CreateTempSubdirectory("nika-disk-").FullName;
        await using (await SmallDisk.MountAsync(directory, Kilobytes))
        {
            using var server = RedisServer.Start();
            await using var pod = await FaultPod.StartAsync("p1", server.Endpoint, TimeSpan.FromMilliseconds(250), directory: directory);
            var publishing = new Publishing(pod, burst: 8);
            await Wait.Until(() => pod.Account.Delivered > 200);
            _ = Fill(directory);
            server.Kill();
            await pod.DownAsync();
            await Wait.Until(() => publishing.Count(PublishStatus.Degraded) > 500);
            await publishing.StopAsync();
            await pod.Nika.StopAsync();
            var account = pod.Account;
            Assert.Equal(publishing.All.Count, account.Published);
            Assert.Equal(account.Published, account.Delivered + account.Logged + account.Dropped);
            Assert.InRange(account.Dropped, 1, account.Published);
            var inLog = await Auditor.IdsInLogsAsync(directory, mayBeTorn: true);
            Assert.Equal(account.Logged, inLog.Count);
            Assert.Subset(publishing.All.Select(static message => message.Id).ToHashSet(), inLog.ToHashSet());
        }

        Directory.Delete(directory, recursive: true);
    }

    /// <summary>Takes all the room there is.</summary>
    private static string Fill(string directory)
    {
        string path = Path.Combine(directory, "filler");
        using var file = File.Create(path, bufferSize: 0);
        byte[] block = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            return path; // full
        }
    }
}
