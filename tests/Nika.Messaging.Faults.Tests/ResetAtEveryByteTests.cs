using System.Collections.Concurrent;
using System.Globalization;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Faults;

/// <summary>
/// The connection is reset at every byte of what one small batch takes, on its way to the server and on the replies' way back. After
/// each: every message is accounted for, nothing is in flight, and no key is without expiry.
/// </summary>
public sealed class ResetAtEveryByteTests
{
    private const int Pods = 24; // most of the time is spent waiting to reconnect
    private const int Messages = 3;

    [Fact]
    public Task Commands_cut_at_every_byte() => CutAtEveryByteAsync(fromClient: true);

    [Fact]
    public Task Replies_cut_at_every_byte() => CutAtEveryByteAsync(fromClient: false);

    private static async Task CutAtEveryByteAsync(bool fromClient)
    {
        using var server = RedisServer.Start();
        int next = -1;
        int atMost = int.MaxValue;
        var uncut = new ConcurrentBag<int>();
        await Task.WhenAll(Enumerable.Range(0, Pods).Select(number => Task.Run(() => RunAsync(number))));

        // Messages may share a transaction, which then is shorter than this, how much is chance; one of its own is the least.
        Assert.DoesNotContain(uncut, offset => offset < atMost / Messages);
        new Auditor(server.Port).ExpectExpiries();
        return;

        async Task RunAsync(int number)
        {
            using var proxy = new FaultProxy(server.Port);
            string name = string.Create(CultureInfo.InvariantCulture, $"cut-{number}");
            await using var pod = await FaultPod.StartAsync(name, proxy.Endpoint, TimeSpan.FromSeconds(5));
            var published = new List<Guid>();

            // How many bytes a batch takes, at most: each message in a transaction of its own. Then one byte more, which must not cut.
            await WarmUpAsync(pod, published);
            var link = Assert.IsType<ProxyLink>(proxy.TryFind($"nika-{name}-writes"));
            long before = fromClient ? link.FromClient : link.ToClient;
            for (int i = 0; i < Messages; i++)
            {
                published.Add((await pod.Nika.PublishAsync(Message(0, i))).Id);
            }

            int bytes = (int)((fromClient ? link.FromClient : link.ToClient) - before);
            _ = Interlocked.CompareExchange(ref atMost, bytes, int.MaxValue);
            for (int offset = Interlocked.Increment(ref next); offset <= atMost; offset = Interlocked.Increment(ref next))
            {
                await WarmUpAsync(pod, published);
                link = Assert.IsType<ProxyLink>(proxy.TryFind($"nika-{name}-writes"));
                int resets = proxy.Resets;
                if (fromClient)
                {
                    link.CutFromClientAfter(offset);
                }
                else
                {
                    link.CutToClientAfter(offset);
                }

                for (int i = 0; i < Messages; i++)
                {
                    var result = pod.Nika.Publish(Message(offset + 1, i));
                    Assert.NotEqual(PublishStatus.Refused, result.Status);
                    published.Add(result.Id);
                }

                await pod.SettledAsync();
                if (proxy.Resets == resets)
                {
                    uncut.Add(offset);
                }

                link.CutFromClientAfter(long.MaxValue);
                link.CutToClientAfter(long.MaxValue);
            }

            await Audit.ExpectBalanceAsync([pod], [.. published.Select(static id => new Published(id, PublishStatus.Accepted, IsOnFeed: false))], new Auditor(server.Port), Loss.None);
        }
    }

    // The session must have served, or reconnecting takes longer each time; and the gate must be open.
    private static async Task WarmUpAsync(FaultPod pod, List<Guid> published)
    {
        while (true)
        {
            await pod.UpAsync();

            // What the last cut held up is replayed first; who publishes without waiting for that only makes it longer.
            await Wait.Until(() => pod.Account.Logged == 0);
            var result = await pod.Nika.PublishAsync(Message(0, 0));
            published.Add(result.Id);
            if (result.Status == PublishStatus.Delivered)
            {
                return;
            }
        }
    }

    // A stream of its own for each cut: its expiry is no later message's.
    private static StepResult Message(int offset, int number) =>
        new(new(string.Create(CultureInfo.InvariantCulture, $"job-{offset}-{number % 2}")), number, "cut");
}
