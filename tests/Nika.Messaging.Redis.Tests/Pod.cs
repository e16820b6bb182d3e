using System.Text;
using Nika.Messaging.Publishing;
using Nika.Messaging.Streams;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Redis.Tests;

/// <summary>A store on a real server with a real lane: what a pod has of it, without the rest of the pod.</summary>
internal sealed class Pod : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Pod(RedisStore store, Outcomes outcomes, RecordedLog log)
    {
        Store = store;
        Outcomes = outcomes;
        Log = log;
    }

    public RedisStore Store { get; }

    public Outcomes Outcomes { get; }

    public RecordedLog Log { get; }

    public WriteLane Lane => Store.LaneFor("any"u8);

    /// <summary>Starts a store. Replies get more time than in a pod: the machine may be busy, and a false stall would be another test.</summary>
    public static async Task<Pod> StartAsync(RedisServer server, Action<RedisOptions>? configure = null, TimeSpan? replyDeadline = null, TimeProvider? clock = null, IWriteOutcomes? sink = null, int retentionWrites = 65_536)
    {
        var options = new RedisOptions { Endpoint = server.Endpoint, ConnectTimeout = TimeSpan.FromSeconds(10), CommandTimeout = TimeSpan.FromSeconds(10) };
        configure?.Invoke(options);
        var store = new RedisStore(options, new Random(42));
        var outcomes = new Outcomes();
        var log = new RecordedLog();
        clock ??= TimeProvider.System;
        var limits = new LaneOptions { ReplyDeadline = replyDeadline ?? TimeSpan.FromSeconds(10), RetentionWrites = retentionWrites };
        Assert.True(PodName.TryCreate("pod-1", out var name));
        var host = new StoreHost(clock, log, name, (lane, wake) => new WriteLane(lane, wake, sink ?? outcomes, limits, clock, log));
        await store.StartAsync(host, Deadline.Seconds(60).Token);
        return new(store, outcomes, log);
    }

    public static MessageDescriptor Descriptor(TimeSpan timeToLive, long? maxLength = null, TimeSpan? retention = null) =>
        new(typeof(object), "test", MessageLayer.Stream, "test", timeToLive) { MaxLength = maxLength, Retention = retention };

    /// <summary>Puts an append into the lane. The first field's value tells it apart in <see cref="Outcomes"/>.</summary>
    public void Append(string key, string text, int ttlSeconds = 60) => Write(WriteKind.Append, key, Descriptor(TimeSpan.FromSeconds(ttlSeconds)), ("data", text));

    public void Write(WriteKind kind, string key, MessageDescriptor descriptor, params ReadOnlySpan<(string Name, string Value)> fields) =>
        Assert.Null(TryWrite(kind, key, descriptor, fields));

    public string? TryWrite(WriteKind kind, string key, MessageDescriptor descriptor, params ReadOnlySpan<(string Name, string Value)> fields)
    {
        byte[] head = Encoding.UTF8.GetBytes(key);
        var header = new WriteHeader { Kind = kind, KeyLength = head.Length, Descriptor = descriptor, Id = Guid.NewGuid() };
        return Lane.TryAdd(in header, [.. head, .. Encode(fields).Span], null);
    }

    public static ReadOnlyMemory<byte> Encode(params ReadOnlySpan<(string Name, string Value)> fields)
    {
        var buffer = new Utf8Buffer();
        var writer = new FieldWriter(buffer);
        foreach (var (name, value) in fields)
        {
            writer.Field(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(value));
        }

        writer.Complete();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Waits until so many writes have an outcome.</summary>
    public Task OutcomesAsync(int count) => Wait.Until(() => Outcomes.All.Count >= count, Patience);

    public Task UpAsync() => Wait.Until(() => Lane.IsUp, Patience);

    public Task DownAsync() => Wait.Until(() => !Lane.IsUp, Patience);

    public async ValueTask DisposeAsync()
    {
        var lane = Lane;
        await Store.DisposeAsync();
        lane.Dispose();
    }
}
