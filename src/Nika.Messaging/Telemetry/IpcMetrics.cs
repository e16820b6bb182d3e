using System.Collections.Concurrent;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Telemetry;

/// <summary>
/// Keeps <c>nika:ipc:metrics:{date}</c>: what all pods published and what became of it, in all and for each message type. Each pod adds what has
/// gathered at intervals, and whenever tool calls are written.
/// </summary>
internal sealed class IpcMetrics : IAsyncDisposable
{
    private const string KeyTemplate = "nika:ipc:metrics:{date}";

    private static readonly MessageDescriptor Descriptor = new(typeof(IpcMetrics), "ipc_metrics", MessageLayer.Telemetry, KeyTemplate, DailyCounters.TimeToLive);
    private static readonly string[] Names = ["published", "delivered", "degraded", "dropped", "replayed", "acked", "dead_lettered"];

    private readonly ConcurrentDictionary<MessageDescriptor, DailyCounter[]> types = [];
    private readonly DailyCounter[] sums = [.. Names.Select(static name => new DailyCounter(name))];
    private readonly Lock sync = new();
    private readonly List<DailyCounter> all;
    private readonly DailyCounters hash;
    private readonly ConsumerCounters consumers;
    private readonly TimeProvider timeProvider;
    private ITimer? timer;

    public IpcMetrics(IStore store, ConsumerCounters consumers, TimeProvider timeProvider)
    {
        this.consumers = consumers;
        this.timeProvider = timeProvider;
        hash = new DailyCounters(store, Descriptor, [.. "nika:ipc:metrics:"u8]);
        all = [.. sums];
    }

    /// <summary>Begins to write, at intervals; zero: never.</summary>
    public void Start(TimeSpan interval)
    {
        if (interval > TimeSpan.Zero)
        {
            timer = timeProvider.CreateTimer(static self => ((IpcMetrics)self!).Write()?.Wake(), this, interval, interval);
        }
    }

    /// <summary>Counts one.</summary>
    public void Count(MessageDescriptor message, IpcCounter counter)
    {
        if (!types.TryGetValue(message, out var counters))
        {
            counters = Add(message);
        }

        counters[(int)counter].Increment();
    }

    /// <summary>Writes what has gathered, if the lane is up and nothing is under way.</summary>
    /// <returns>The lane to wake; null if nothing was written.</returns>
    public WriteLane? Write()
    {
        lock (sync)
        {
            if (timer is null)
            {
                return null;
            }

            for (int counter = 0; counter < sums.Length; counter++)
            {
                long sum = (IpcCounter)counter switch
                {
                    IpcCounter.Acked => consumers.Acked,
                    IpcCounter.DeadLettered => consumers.DeadLettered,
                    _ => 0,
                };
                for (int type = sums.Length + counter; type < all.Count; type += sums.Length)
                {
                    sum += all[type].Counted;
                }

                sums[counter].Counted = sum;
            }

            return hash.TryWrite(DateOnly.FromDateTime(timeProvider.GetUtcNow().UtcDateTime), all);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (timer is not null)
        {
            await timer.DisposeAsync().ConfigureAwait(false);
        }
    }

    private DailyCounter[] Add(MessageDescriptor message)
    {
        lock (sync)
        {
            if (!types.TryGetValue(message, out var counters))
            {
                counters = [.. Names.Select(name => new DailyCounter(name + ":" + message.Name))];
                all.AddRange(counters);
                types[message] = counters;
            }

            return counters;
        }
    }
}
