using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Benchmarks;

/// <summary>A pod that goes on publishing while its server is away.</summary>
internal static partial class OutagePeer
{
    private const uint OwnerOnly = 0b110_000_000;

    /// <summary>What a pod may hold of undelivered messages: the retention ring, and the local log's lines on their way to the disk, twice since one buffer is filled while the other is written.</summary>
    public static readonly long BoundBytes = new NikaOptions().RetentionBytes + (2L * new LocalLogOptions().MaxPendingBytes);

    private static readonly TimeSpan SlowBy = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(1);

    /// <summary>Calls before, during and after the fault; those during it are kept.</summary>
    public static async Task<CallRun> CallsAsync(OutageFault fault, double perSecond, TimeSpan time)
    {
        using var server = RedisServer.Start("--save", "", "--appendonly", "no");
        using var proxy = new SlowProxy(server.Port);
        string directory = Directory.CreateTempSubdirectory("nika-bench-").FullName;
        if (fault == OutageFault.DiskStalled)
        {
            StallDisk(directory);
        }

        var pod = await StartAsync(fault == OutageFault.Slow ? proxy.Port : server.Port, directory);
        var calls = new Latencies((int)(perSecond * time.TotalSeconds) + 1);
        int exceptions = 0;
        int publishing = 0;
        EventHandler<FirstChanceExceptionEventArgs> count = (_, _) => exceptions += Environment.CurrentManagedThreadId == Volatile.Read(ref publishing) ? 1 : 0;
        using var faulty = new ManualResetEventSlim();
        var publisher = new Thread(() =>
        {
            publishing = Environment.CurrentManagedThreadId;
            Publish(pod, perSecond, Before, new Latencies((int)(perSecond * Before.TotalSeconds) + 1));
            faulty.Wait();
            Publish(pod, perSecond, time, calls);
        });
        publisher.Start();
        await Task.Delay(Before);
        long most = 0;
        long grown = Environment.WorkingSet;
        AppDomain.CurrentDomain.FirstChanceException += count;
        Begin(fault, server, proxy);
        faulty.Set();
        while (!publisher.Join(TimeSpan.FromMilliseconds(50)))
        {
            most = Math.Max(most, Environment.WorkingSet - grown);
        }

        AppDomain.CurrentDomain.FirstChanceException -= count;
        if (fault == OutageFault.Stopped)
        {
            server.Continue();
        }

        await pod.DisposeAsync();
        var account = pod.Account;
        if (account.InFlight != 0)
        {
            throw new InvalidOperationException($"The account of a stopped pod does not balance: {account.Published} published, {account.Delivered} delivered, {account.Logged} logged, {account.Dropped} dropped.");
        }

        Directory.Delete(directory, recursive: true);
        return new(calls, exceptions, account.Dropped, most);
    }

    /// <summary>Publishes while the server is killed, starts it again, and waits until everything is delivered.</summary>
    public static async Task<Through> ThroughAsync(double perSecond, TimeSpan outage, TimeSpan patience)
    {
        using var server = RedisServer.Start("--save", "", "--appendonly", "no");
        string directory = Directory.CreateTempSubdirectory("nika-bench-").FullName;
        var pod = await StartAsync(server.Port, directory);
        server.Kill();
        var publisher = new Thread(() =>
        {
            var pace = new Pace(perSecond);
            for (int i = 0; i < perSecond * outage.TotalSeconds; i++)
            {
                pace.Wait();
                _ = pod.Publish(in Samples.Kept);
            }
        });
        publisher.Start();
        await Task.Run(publisher.Join);
        server.Restart();
        long start = Stopwatch.GetTimestamp();
        while (pod.Account.Delivered < pod.Account.Published && Stopwatch.GetElapsedTime(start) < patience)
        {
            await Task.Delay(10);
        }

        var recovery = Stopwatch.GetElapsedTime(start);
        using var client = server.Connect();
        long inStream = client.Number("XLEN", BenchKept.KeyFor(Samples.Kept.Desk).Value);
        var account = pod.Account;
        var through = new Through(account.Published, account.Delivered, account.Dropped, inStream, recovery);
        await pod.DisposeAsync();
        Directory.Delete(directory, recursive: true);
        return through;
    }

    private static async Task<NikaPod> StartAsync(int port, string directory)
    {
        var pod = ((NikaPodBuilder)NikaPod.CreateBuilder()
            .UseRedis($"127.0.0.1:{port}")
            .Configure(options =>
            {
                options.Directory = directory;
                options.Pod = "bench";
                options.Role = "bencher";
            })).Build();
        await pod.StartAsync();
        return pod;
    }

    private static void Publish(NikaPod pod, double perSecond, TimeSpan time, Latencies calls)
    {
        var pace = new Pace(perSecond);
        for (int i = 0; i < perSecond * time.TotalSeconds; i++)
        {
            pace.Wait();
            long start = Stopwatch.GetTimestamp();
            _ = pod.Publish(in Samples.Event);
            calls.Add(start);
        }
    }

    private static void Begin(OutageFault fault, RedisServer server, SlowProxy proxy)
    {
        switch (fault)
        {
            case OutageFault.Stopped:
                server.Stop();
                break;
            case OutageFault.Refusing:
                using (var client = server.Connect())
                {
                    _ = client.Command("CONFIG", "SET", "requirepass", "secret");
                    _ = client.Command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
                }

                break;
            case OutageFault.Slow:
                proxy.Delay = SlowBy;
                break;
            default:
                server.Kill();
                break;
        }
    }

    private static void StallDisk(string directory)
    {
        string logs = Directory.CreateDirectory(Path.Combine(directory, "logs")).FullName;
        if (MakePipe(Path.Combine(logs, "bench.jsonl"), OwnerOnly) != 0)
        {
            throw new InvalidOperationException($"mkfifo failed with {Marshal.GetLastPInvokeError()}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakePipe(string path, uint mode);

    internal sealed record CallRun(Latencies Calls, int Exceptions, long Lost, long Grown);

    internal sealed record Through(long Published, long Delivered, long Dropped, long InStream, TimeSpan Recovery);
}
