using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Nika.Messaging.Publishing;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Telemetry;

/// <summary>
/// Keeps <c>nika:ipc:metrics:{date}</c>: what all pods published and what became of it, in all and for each message type. Each pod adds what has
/// gathered since the last time, in one write. While the server is away it goes on gathering; what may have been added is never
/// added again.
/// </summary>
internal sealed class IpcMetrics : IAsyncDisposable
{
    /// <summary>Seven days: the specification's.</summary>
    public static readonly TimeSpan TimeToLive = TimeSpan.FromDays(7);

    private const string KeyPrefix = "nika:ipc:metrics:";

    private static readonly MessageDescriptor Descriptor = new(typeof(IpcMetrics), "ipc_metrics", MessageLayer.Telemetry, KeyPrefix + "{date}", TimeToLive);
    private static readonly string[] Names = ["published", "delivered", "degraded", "dropped", "replayed", "acked", "dead_lettered"];

    private readonly ConcurrentDictionary<MessageDescriptor, TypeCounters> types = [];
    private readonly TypeCounters consumed = new("");
    private readonly List<Part> underWay = [];
    private readonly Lock sync = new();
    private readonly Utf8Buffer buffer = new(1024);
    private readonly IStore store;
    private readonly ConsumerCounters consumers;
    private readonly TimeProvider timeProvider;
    private ITimer? timer;
    private bool isUnderWay;

    public IpcMetrics(IStore store, ConsumerCounters consumers, TimeProvider timeProvider)
    {
        this.store = store;
        this.consumers = consumers;
        this.timeProvider = timeProvider;
    }

    /// <summary>Begins to write, at intervals; zero: never.</summary>
    public void Start(TimeSpan interval)
    {
        if (interval > TimeSpan.Zero)
        {
            timer = timeProvider.CreateTimer(static self => ((IpcMetrics)self!).Flush(), this, interval, interval);
        }
    }

    /// <summary>Counts one.</summary>
    public void Count(MessageDescriptor message, IpcCounter counter)
    {
        if (!types.TryGetValue(message, out var counters))
        {
            counters = types.GetOrAdd(message, static added => new(added.Name));
        }

        _ = Interlocked.Increment(ref counters.Counted[(int)counter]);
    }

    /// <summary>Writes what has gathered, if the lane is up and nothing is under way.</summary>
    public void Flush()
    {
        lock (sync)
        {
            if (isUnderWay || timer is null)
            {
                return;
            }

            buffer.Clear();
            var key = new Utf8Writer(buffer);
            key.Raw(Encoding.ASCII.GetBytes(KeyPrefix + timeProvider.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
            key.Complete();
            int keyLength = buffer.Length;
            var lane = store.LaneFor(buffer.WrittenSpan);
            if (!lane.IsUp || !TryWriteFields())
            {
                return;
            }

            // Before it is there: the answer may be quicker than the return.
            isUnderWay = true;
            var header = new WriteHeader { Kind = WriteKind.Increment, KeyLength = keyLength, Descriptor = Descriptor };
            if (lane.TryAdd(in header, buffer.WrittenSpan, completion: null) is not null)
            {
                GiveBack();
            }
        }
    }

    /// <summary>What became of the last write.</summary>
    /// <param name="failure">Null if it was stored.</param>
    public void Answered(WriteFailure? failure)
    {
        lock (sync)
        {
            if (failure == WriteFailure.NotSent)
            {
                GiveBack();
            }

            underWay.Clear();
            isUnderWay = false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (timer is not null)
        {
            await timer.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Writes a field for each counter that has changed, in all and by type.</summary>
    private bool TryWriteFields()
    {
        Volatile.Write(ref consumed.Counted[(int)IpcCounter.Acked], consumers.Acked);
        Volatile.Write(ref consumed.Counted[(int)IpcCounter.DeadLettered], consumers.DeadLettered);
        var fields = new FieldWriter(buffer);
        for (int counter = 0; counter < Names.Length; counter++)
        {
            long sum = Take(consumed, counter);
            foreach (var (_, type) in types)
            {
                long by = Take(type, counter);
                if (by > 0)
                {
                    sum += by;
                    Field(ref fields, Names[counter] + ":" + type.Name, by);
                }
            }

            if (sum > 0)
            {
                Field(ref fields, Names[counter], sum);
            }
        }

        fields.Complete();
        return underWay.Count > 0;
    }

    private long Take(TypeCounters type, int counter)
    {
        long by = Volatile.Read(ref type.Counted[counter]) - type.Written[counter];
        if (by > 0)
        {
            type.Written[counter] += by;
            underWay.Add(new(type, counter, by));
        }

        return by;
    }

    private void GiveBack()
    {
        foreach (var part in underWay)
        {
            part.Type.Written[part.Counter] -= part.By;
        }

        underWay.Clear();
        isUnderWay = false;
    }

    private static void Field(ref FieldWriter fields, string name, long by)
    {
        fields.Begin(Encoding.UTF8.GetBytes(name));
        fields.Writer.Int64(by);
        fields.End();
    }

    private sealed class TypeCounters(string name)
    {
        public string Name => name;

        public long[] Counted { get; } = new long[Names.Length];

        public long[] Written { get; } = new long[Names.Length];
    }

    private readonly record struct Part(TypeCounters Type, int Counter, long By);
}
