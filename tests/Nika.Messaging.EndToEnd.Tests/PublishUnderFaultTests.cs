using System.Text.Json;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd;

/// <summary>Redis dies or hangs while four threads publish: every id ends in the stream, once, or is counted as dropped.</summary>
public sealed class PublishUnderFaultTests
{
    private static readonly JobId Job = new("job-1");

    [Fact]
    public async Task Every_message_published_while_Redis_is_killed_is_accounted_for()
    {
        // Everything acknowledged must survive the kill, or the stream could not be asked for it.
        using var server = RedisServer.Start("--appendonly", "yes", "--appendfsync", "always");
        await AccountBalancesAsync(server, server.Kill, server.Restart);
    }

    [Fact]
    public async Task Every_message_published_while_Redis_is_stopped_is_accounted_for()
    {
        using var server = RedisServer.Start();
        await AccountBalancesAsync(server, server.Stop, server.Continue);
    }

    private static async Task AccountBalancesAsync(RedisServer server, Action breakIt, Action mendIt)
    {
        await using var pod = await TestPod.StartAsync(server, builder => builder.Configure(options => options.ReplyDeadline = TimeSpan.FromMilliseconds(250)));
        var published = new List<string>[4];
        var dropped = new List<string>[4];
        long outage = 0;
        using var stop = new CancellationTokenSource();
        var threads = Enumerable.Range(0, 4).Select(n => Task.Factory.StartNew(
            () =>
            {
                published[n] = [];
                dropped[n] = [];
                for (int i = 0; !stop.IsCancellationRequested; i++)
                {
                    var result = pod.Nika.Publish(new StepResult(Job, i, "a summary"));
                    Assert.NotEqual(PublishStatus.Refused, result.Status);
                    published[n].Add(result.Id.ToString());
                    if (result.Status == PublishStatus.Dropped)
                    {
                        dropped[n].Add(result.Id.ToString());
                    }

                    if (result.Status == PublishStatus.Degraded)
                    {
                        _ = Interlocked.Increment(ref outage);
                    }

                    if (i % 64 == 0)
                    {
                        Thread.Yield();
                    }
                }
            },
            TaskCreationOptions.LongRunning)).ToArray();

        await Wait.Until(() => pod.Nika.Account.Delivered > 5_000);
        breakIt();
        await Wait.Until(() => Volatile.Read(ref outage) > 1_000);
        mendIt();
        long deliveredBefore = pod.Nika.Account.Delivered;
        await Wait.Until(() => pod.Nika.Account.Delivered > deliveredBefore + 1_000);
        await stop.CancelAsync();
        await Task.WhenAll(threads);
        await Wait.Until(() => pod.Nika.Account is { InFlight: 0, Logged: 0 });
        await pod.Nika.StopAsync();

        var inStream = IdsInStream(server);
        var everything = published.SelectMany(ids => ids).ToList();
        Assert.Equal(everything.Count, everything.Distinct().Count());
        Assert.Empty(everything.Except(inStream).Except(dropped.SelectMany(ids => ids)));
        Assert.Equal(inStream.Count, inStream.Distinct().Count());

        var account = pod.Nika.Account;
        Assert.Equal(everything.Count, account.Published);
        Assert.Equal((account.Published, 0, 0), (account.Delivered + account.Dropped, account.Logged, account.Expired));
        Assert.True(account.Replayed > 1_000, "the outage was felt");
    }

    private static List<string> IdsInStream(RedisServer server)
    {
        using var client = server.Connect();
        return [.. client.Entries(StepResult.KeyFor(Job).Value).Select(entry => IdOf(entry.Fields[Array.IndexOf(entry.Fields, "NIKA_META") + 1]))];
    }

    private static string IdOf(string meta)
    {
        using var document = JsonDocument.Parse(meta);
        return document.RootElement.GetProperty("id").GetString()!;
    }
}
