using System.Diagnostics;
using StackExchange.Redis;

namespace Nika.Messaging.Benchmarks;

/// <summary>StackExchange.Redis 1.2.6 (S): the append and its expiry, one pipelined after the other, through <c>ExecuteAsync</c>.</summary>
internal sealed class StackExchangePeer : IDisposable
{
    private readonly ConnectionMultiplexer connection;
    private readonly IDatabase database;
    private readonly object[] append;
    private readonly object[] expire;

    public StackExchangePeer(int port)
    {
        connection = ConnectionMultiplexer.Connect($"127.0.0.1:{port}");
        database = connection.GetDatabase();
        byte[][] xadd = RespFraming.Xadd();
        append = [.. xadd.Skip(1).Select((part, i) => i == 0 ? (object)(RedisKey)part : (RedisValue)part)];
        expire = [(RedisKey)xadd[1], (RedisValue)86_400_000];
    }

    public double FireAndForget(int messages, out double cpuMicroseconds)
    {
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        Task last = Task.CompletedTask;
        for (int i = 0; i < messages; i++)
        {
            _ = database.ExecuteAsync("XADD", append, CommandFlags.FireAndForget);
            last = database.ExecuteAsync("PEXPIRE", expire, i % 256 == 255 || i == messages - 1 ? CommandFlags.None : CommandFlags.FireAndForget);
            if (i % 4096 == 4095)
            {
                // It has no bound of its own.
                last.Wait();
            }
        }

        last.Wait();
        double rate = messages / Stopwatch.GetElapsedTime(start).TotalSeconds;
        process.Refresh();
        cpuMicroseconds = (process.TotalProcessorTime - cpu).TotalMicroseconds / messages;
        return rate;
    }

    public async Task<double> AwaitingAsync(int loops, int messages)
    {
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, loops).Select(_ => Task.Run(async () =>
        {
            for (int i = 0; i < messages / loops; i++)
            {
                await PublishAsync();
            }
        })));
        return messages / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public async Task<double> OneAtATimeAsync(int messages)
    {
        var latencies = new Latencies(messages);
        for (int i = 0; i < messages; i++)
        {
            long start = Stopwatch.GetTimestamp();
            await PublishAsync();
            latencies.Add(start);
        }

        return latencies.MedianMicroseconds;
    }

    public void Dispose() => connection.Dispose();

    private Task<RedisResult[]> PublishAsync()
    {
        var added = database.ExecuteAsync("XADD", append, CommandFlags.None);
        var expires = database.ExecuteAsync("PEXPIRE", expire, CommandFlags.None);
        return Task.WhenAll(added, expires);
    }
}
