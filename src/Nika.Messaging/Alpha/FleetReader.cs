using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Nika.Messaging.Streams;
using Nika.Messaging.Telemetry;

namespace Nika.Messaging;

/// <summary>Reads who is there: the sessions from their index, a stream, then the state of each. Bounded, and a key at a time: as good on a cluster.</summary>
internal static class FleetReader
{
    /// <summary>The most members that can be asked for: as many as the index keeps.</summary>
    public const int MostMembers = Heartbeat.IndexLength;

    private const int PageSize = 1_000;

    // As many as are asked for at once; they share a connection.
    private const int AtOnce = 64;

    public static async ValueTask<Fleet> ReadAsync(IStore store, int limit, TimeSpan interval, CancellationToken cancellationToken)
    {
        var sessions = await SessionsAsync(store, cancellationToken).ConfigureAwait(false);
        string? reason = sessions.Count > limit ? string.Create(CultureInfo.InvariantCulture, $"{sessions.Count:N0} pods announced themselves; these are the last {limit:N0}") : null;
        var members = new List<FleetMember>();
        foreach (var chunk in sessions.TakeLast(limit).Chunk(AtOnce))
        {
            var read = await Task.WhenAll(chunk.Select(session => MemberAsync(store, session, interval, cancellationToken))).ConfigureAwait(false);
            members.AddRange(read.OfType<FleetMember>());
        }

        members.Sort(static (left, right) => string.CompareOrdinal(left.Pod.Value, right.Pod.Value));
        return new(members, reason);
    }

    /// <summary>Every session of the index once, by its last announcement.</summary>
    private static async ValueTask<List<SessionId>> SessionsAsync(IStore store, CancellationToken cancellationToken)
    {
        var last = new Dictionary<SessionId, StreamId>();
        var page = new EntryBatch();
        var from = StreamId.Zero;
        do
        {
            await store.RangeAsync(Heartbeat.IndexKey, from, StreamId.Max, PageSize, page, cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < page.Count; i++)
            {
                var entry = page[i];
                from = entry.Id.Next;
                if (entry.TryGet("session_id"u8, out var text) && SessionId.TryCreate(Encoding.UTF8.GetString(text), out var session))
                {
                    last[session] = entry.Id;
                }
            }
        }
        while (page.Count == PageSize);

        return [.. last.OrderBy(static pair => pair.Value).Select(static pair => pair.Key)];
    }

    // What is left of its time to live tells its age by the store's clock: every heartbeat starts it anew.
    private static async Task<FleetMember?> MemberAsync(IStore store, SessionId session, TimeSpan interval, CancellationToken cancellationToken)
    {
        string key = Heartbeat.KeyOf(session);
        var fields = await store.ReadHashAsync(key, cancellationToken).ConfigureAwait(false);
        if (fields is null
            || await store.TimeToLiveAsync(key, cancellationToken).ConfigureAwait(false) is not { } left
            || !PodName.TryCreate(Text(fields, "pod"u8), out var pod))
        {
            return null;
        }

        var silence = left < Heartbeat.TimeToLive ? Heartbeat.TimeToLive - left : TimeSpan.Zero;
        var status = Text(fields, "status"u8) switch
        {
            "idle" => AgentStatus.Idle,
            "working" => AgentStatus.Working,
            "stopped" => AgentStatus.Stopped,
            _ => AgentStatus.Unknown,
        };
        _ = int.TryParse(Text(fields, "pid"u8), NumberStyles.None, CultureInfo.InvariantCulture, out int processId);
        _ = DateTimeOffset.TryParse(Text(fields, "heartbeat"u8), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var heartbeat);
        var expected = interval > TimeSpan.Zero ? interval : NikaOptions.DefaultHeartbeatInterval;
        return new(
            session,
            pod,
            Text(fields, "host"u8) ?? "",
            processId,
            status,
            EntityId.TryCreate(Text(fields, "entity_id"u8), out var entity) ? entity : null,
            heartbeat,
            silence,
            Text(fields, "last_tool"u8),
            Number(fields, "calls"u8),
            Number(fields, "errors"u8),
            status != AgentStatus.Stopped && silence < expected * 3);
    }

    private static long Number(HashFields fields, ReadOnlySpan<byte> name) => fields.TryGet(name, out var value) && Utf8Parser.TryParse(value, out long number, out _) ? number : 0;

    private static string? Text(HashFields fields, ReadOnlySpan<byte> name) => fields.TryGet(name, out var value) ? Encoding.UTF8.GetString(value) : null;
}
