using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Nika.Messaging.Publishing;
using Nika.Messaging.Streams;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Conformance;

/// <summary>A started store with its pod's side, and what differs between stores in testing them: time, and deleting a key behind their back.</summary>
public abstract class StoreUnderTest : IAsyncDisposable
{
    /// <summary>For what must happen; generous, since the machine may be busy.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly PublishCompletionPool completions = new();
    private readonly TimeProvider timeProvider;

    protected StoreUnderTest(IStore store, TimeProvider timeProvider)
    {
        Store = store;
        this.timeProvider = timeProvider;
    }

    public IStore Store { get; }

    internal RecordedOutcomes Outcomes { get; } = new();

    /// <summary>Lets that much time pass by the store's clock; then the condition must hold.</summary>
    public abstract Task ElapseAsync(TimeSpan time, Func<ValueTask<bool>> condition);

    /// <summary>Deletes a key, as an operator would. What is appended next must get an id above those that are gone: a server that does not see to it needs a millisecond.</summary>
    public abstract Task DeleteAsync(string key);

    public async Task StartAsync()
    {
        var options = new LaneOptions { ReplyDeadline = Patience };
        var host = new StoreHost(
            timeProvider,
            NullLoggerFactory.Instance,
            PodName.Parse("conformance", null),
            (name, wake) => new WriteLane(name, wake, Outcomes, options, timeProvider, NullLogger.Instance));
        await Store.StartAsync(host, Deadline.After(Patience).Token);
        await Wait.Until(() => Store.LaneFor("any"u8).IsUp, Patience);
    }

    /// <summary>Writes as the runtime does, through the lane, and waits for the answer.</summary>
    public Task<PublishResult> WriteAsync(WriteKind kind, string key, byte[] fields, TimeSpan timeToLive, long? maxLength = null, TimeSpan? retention = null, bool isReplay = false)
    {
        byte[] keyBytes = Encoding.UTF8.GetBytes(key);
        var header = new WriteHeader
        {
            Kind = kind,
            KeyLength = keyBytes.Length,
            Descriptor = new(typeof(string), "conformance", MessageLayer.Stream, key, timeToLive) { MaxLength = maxLength, Retention = retention },
            Id = Guid.NewGuid(),
        };
        if (isReplay)
        {
            header.Replay = new ReplayItem { Bytes = [.. keyBytes, .. fields], Header = header, ExpiresAt = DateTimeOffset.MaxValue };
        }

        var completion = completions.Rent();
        var answer = completion.Task;
        string? notTaken = Store.LaneFor(keyBytes).TryAdd(in header, [.. keyBytes, .. fields], completion);
        Assert.Null(notTaken);
        return answer.AsTask();
    }

    /// <summary>Appends through the lane; it must succeed.</summary>
    public async Task AppendAsync(string key, byte[] fields, TimeSpan? timeToLive = null, long? maxLength = null, TimeSpan? retention = null)
    {
        var result = await WriteAsync(WriteKind.Append, key, fields, timeToLive ?? TimeSpan.FromHours(1), maxLength, retention);
        Assert.Equal(PublishStatus.Delivered, result.Status);
    }

    /// <summary>Appends numbers through the lane, all under way at once; every one must succeed.</summary>
    public async Task AppendNumbersAsync(string key, int from, int count, long? maxLength = null, TimeSpan? retention = null) =>
        await Task.WhenAll(Enumerable.Range(from, count).Select(n => AppendAsync(key, Fields.Number(n), maxLength: maxLength, retention: retention)));

    public async Task<List<Entry>> RangeAsync(string key, StreamId? from = null, StreamId? to = null, int count = int.MaxValue)
    {
        var batch = new EntryBatch();
        await Store.RangeAsync(key, from ?? StreamId.Zero, to ?? StreamId.Max, count, batch, Deadline.After(Patience).Token);
        return Entry.AllOf(batch);
    }

    public async ValueTask<TimeSpan?> TimeToLiveAsync(string key) => await Store.TimeToLiveAsync(key, Deadline.After(Patience).Token);

    public async ValueTask<HashFields?> HashAsync(string key) => await Store.ReadHashAsync(key, Deadline.After(Patience).Token);

    public async ValueTask<long> AcknowledgeAsync(string key, string group, params StreamId[] ids) =>
        await Store.AcknowledgeAsync(key, group, ids, Deadline.After(Patience).Token);

    /// <summary>Claims from the start of the pending list to its end, following the cursor.</summary>
    public async Task<(List<Entry> Claimed, List<StreamId> Trimmed)> ClaimAllAsync(string key, string group, string consumer, TimeSpan minIdle, int count = 100)
    {
        var batch = new EntryBatch();
        List<Entry> claimed = [];
        List<StreamId> trimmed = [];
        var cursor = StreamId.Zero;
        do
        {
            var result = await Store.ClaimAsync(key, group, consumer, minIdle, cursor, count, batch, Deadline.After(Patience).Token);
            Assert.True(batch.Count <= count, $"{batch.Count} claimed, at most {count} wanted");
            claimed.AddRange(Entry.AllOf(batch));
            trimmed.AddRange(result.Trimmed);
            Assert.True(result.Next == StreamId.Zero || result.Next > cursor, "The cursor does not move on.");
            cursor = result.Next;
        }
        while (cursor != StreamId.Zero);

        return (claimed, trimmed);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
