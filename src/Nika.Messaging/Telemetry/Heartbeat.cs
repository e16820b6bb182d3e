using System.Text;
using Nika.Messaging.Publishing;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Telemetry;

/// <summary>
/// Keeps <c>agent:state:{session_id}</c>: that the pod is alive, and what it does. One write an interval and after tool calls, none while the
/// store is away or the last one is unanswered; never retried. Now and then the session is announced in an index, so that it is found
/// without searching the keys.
/// </summary>
internal sealed class Heartbeat : IOwnWrites, IAsyncDisposable
{
    /// <summary>Two hours: the specification's.</summary>
    public static readonly TimeSpan TimeToLive = TimeSpan.FromHours(2);

    /// <summary>The stream of sessions; entries older than the states they name are trimmed.</summary>
    public const string IndexKey = "agent:sessions";

    /// <summary>About how many announcements the index keeps: 2,500 pods for two hours.</summary>
    public const int IndexLength = 10_000;

    // Four times in the life of an entry, so that three may be missed.
    private static readonly TimeSpan AnnounceInterval = TimeToLive / 4;

    private static readonly MessageDescriptor State = new(typeof(Heartbeat), "agent_state", MessageLayer.Telemetry, "agent:state:{session_id}", TimeToLive);
    private static readonly MessageDescriptor Announcement = new(typeof(Heartbeat), "agent_session", MessageLayer.Telemetry, IndexKey, TimeToLive) { MaxLength = IndexLength, Retention = TimeToLive };

    private readonly IStore store;
    private readonly PodIdentity identity;
    private readonly PodActivity activity;
    private readonly TimeProvider timeProvider;
    private readonly Utf8Buffer buffer = new(512);
    private readonly byte[] key;
    private readonly byte[] host;
    private readonly Lock sync = new();
    private ITimer? timer;
    private long announcedAt;
    private bool isAnnounced;
    private int underWay;
    private volatile bool isBehind;

    public Heartbeat(IStore store, PodIdentity identity, PodActivity activity, TimeProvider timeProvider)
    {
        this.store = store;
        this.identity = identity;
        this.activity = activity;
        this.timeProvider = timeProvider;
        key = Encoding.ASCII.GetBytes(KeyOf(identity.Session));
        host = Encoding.UTF8.GetBytes(Environment.MachineName);
    }

    public static string KeyOf(SessionId session) => "agent:state:" + session.Value;

    /// <summary>Begins to beat, at once and at intervals; zero: never.</summary>
    public void Start(TimeSpan interval)
    {
        if (interval > TimeSpan.Zero)
        {
            timer = timeProvider.CreateTimer(static self => ((Heartbeat)self!).Beat(isLast: false)?.Wake(), this, TimeSpan.Zero, interval);
        }
    }

    /// <summary>Says that the pod has stopped, if it ever said anything.</summary>
    public async ValueTask DisposeAsync()
    {
        if (timer is not null)
        {
            await timer.DisposeAsync().ConfigureAwait(false);
            Beat(isLast: true)?.Wake();
            timer = null;
        }
    }

    /// <summary>Says what the pod does now; later, with <see cref="CatchUp"/>, if the last write is unanswered.</summary>
    /// <returns>The lane to wake; null if nothing was written.</returns>
    public WriteLane? Touch()
    {
        isBehind = true;
        return CatchUp();
    }

    /// <summary>Says what a touch could not.</summary>
    /// <returns>The lane to wake; null if nothing was written.</returns>
    public WriteLane? CatchUp() => isBehind && timer is not null ? Beat(isLast: false) : null;

    /// <inheritdoc/>
    public void Answered(in WriteHeader header, WriteFailure? failure)
    {
        if (failure is not null)
        {
            // Perhaps the store has lost the index as well.
            Volatile.Write(ref isAnnounced, false);
        }

        if (ReferenceEquals(header.Descriptor, State))
        {
            Volatile.Write(ref underWay, 0);
        }
    }

    private WriteLane? Beat(bool isLast)
    {
        lock (sync)
        {
            if (Interlocked.Exchange(ref underWay, 1) != 0 && !isLast)
            {
                return null;
            }

            isBehind = false;
            buffer.Clear();
            var writer = new Utf8Writer(buffer);
            writer.Raw(key);
            writer.Complete();
            var header = new WriteHeader { Kind = WriteKind.ReplaceHash, KeyLength = key.Length, Descriptor = State, Owner = this };
            WriteState(isLast);
            if (TryAdd(in header) is not { } lane)
            {
                Answered(in header, WriteFailure.NotSent);
                return null;
            }

            Announce();
            return lane;
        }
    }

    private void WriteState(bool isLast)
    {
        var fields = new FieldWriter(buffer);
        fields.Writer.PlainText = true;
        Text(ref fields, "pod"u8, identity.Pod.Value);
        Number(ref fields, "pid"u8, Environment.ProcessId);
        fields.Field("host"u8, host);
        fields.Field("status"u8, isLast ? "stopped"u8 : activity.IsWorking ? "working"u8 : "idle"u8);
        if (activity.Entity is { } entity)
        {
            Text(ref fields, "entity_id"u8, entity);
        }

        if (activity.Tool is { } tool)
        {
            Text(ref fields, "last_tool"u8, tool);
        }

        Number(ref fields, "calls"u8, activity.ToolCalls);
        Number(ref fields, "errors"u8, activity.ToolErrors);
        fields.Begin("heartbeat"u8);
        fields.Writer.UtcMicroseconds(timeProvider.GetUtcNow());
        fields.End();
        fields.Complete();
    }

    private void Announce()
    {
        if (Volatile.Read(ref isAnnounced) && timeProvider.GetElapsedTime(announcedAt) < AnnounceInterval)
        {
            return;
        }

        buffer.Clear();
        var writer = new Utf8Writer(buffer) { PlainText = true };
        writer.String(IndexKey);
        writer.Complete();
        var header = new WriteHeader { Kind = WriteKind.Append, KeyLength = buffer.Length, Descriptor = Announcement, Owner = this };
        var fields = new FieldWriter(buffer);
        fields.Writer.PlainText = true;
        Text(ref fields, "session_id"u8, identity.Session.Value);
        Text(ref fields, "pod"u8, identity.Pod.Value);
        fields.Complete();

        // Before it is there: the answer may be quicker than the return.
        Volatile.Write(ref isAnnounced, true);
        announcedAt = timeProvider.GetTimestamp();
        if (TryAdd(in header) is { } lane)
        {
            lane.Wake();
        }
        else
        {
            Answered(in header, WriteFailure.NotSent);
        }
    }

    private WriteLane? TryAdd(in WriteHeader header)
    {
        var lane = store.LaneFor(buffer.WrittenSpan[..header.KeyLength]);
        return lane.IsUp && lane.TryAddQuietly(in header, buffer.WrittenSpan, completion: null) is null ? lane : null;
    }

    private static void Text(ref FieldWriter fields, ReadOnlySpan<byte> name, string value)
    {
        fields.Begin(name);
        fields.Writer.String(value);
        fields.End();
    }

    private static void Number(ref FieldWriter fields, ReadOnlySpan<byte> name, long value)
    {
        fields.Begin(name);
        fields.Writer.Int64(value);
        fields.End();
    }
}
