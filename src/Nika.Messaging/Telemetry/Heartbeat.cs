using System.Text;
using Nika.Messaging.Publishing;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Telemetry;

/// <summary>
/// Keeps <c>agent:state:{session_id}</c>: that the pod is alive, and what it does. One write an interval, none while the store is away or the last
/// one is unanswered; never retried, logged or counted in the account. Now and then the session is announced in an index, so that it is found
/// without searching the keys.
/// </summary>
internal sealed class Heartbeat : IAsyncDisposable
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
    private readonly Lock sync = new();
    private ITimer? timer;
    private long announcedAt;
    private bool isAnnounced;
    private int underWay;

    public Heartbeat(IStore store, PodIdentity identity, PodActivity activity, TimeProvider timeProvider)
    {
        this.store = store;
        this.identity = identity;
        this.activity = activity;
        this.timeProvider = timeProvider;
    }

    public static string KeyOf(SessionId session) => "agent:state:" + session.Value;

    /// <summary>Begins to beat, at once and at intervals; zero: never.</summary>
    public void Start(TimeSpan interval)
    {
        if (interval > TimeSpan.Zero)
        {
            timer = timeProvider.CreateTimer(static self => ((Heartbeat)self!).Beat(isLast: false), this, TimeSpan.Zero, interval);
        }
    }

    /// <summary>Says that the pod has stopped, if it ever said anything.</summary>
    public async ValueTask DisposeAsync()
    {
        if (timer is not null)
        {
            await timer.DisposeAsync().ConfigureAwait(false);
            Beat(isLast: true);
        }
    }

    /// <summary>What became of a write.</summary>
    /// <param name="header">The write.</param>
    /// <param name="isStored">Whether the store has it.</param>
    public void Answered(in WriteHeader header, bool isStored)
    {
        if (!isStored)
        {
            // Perhaps the store has lost the index as well.
            Volatile.Write(ref isAnnounced, false);
        }

        if (ReferenceEquals(header.Descriptor, State))
        {
            Volatile.Write(ref underWay, 0);
        }
    }

    private void Beat(bool isLast)
    {
        lock (sync)
        {
            if (Interlocked.Exchange(ref underWay, 1) != 0 && !isLast)
            {
                return;
            }

            var header = Begin(State, WriteKind.ReplaceHash, KeyOf(identity.Session));
            var fields = new FieldWriter(buffer);
            Field(ref fields, "pod"u8, identity.Pod.Value);
            fields.Begin("pid"u8);
            fields.Writer.Int64(Environment.ProcessId);
            fields.End();
            Field(ref fields, "host"u8, Environment.MachineName);
            fields.Field("status"u8, isLast ? "stopped"u8 : activity.IsWorking ? "working"u8 : "idle"u8);
            if (activity.Entity is { } entity)
            {
                Field(ref fields, "entity_id"u8, entity);
            }

            Field(ref fields, "heartbeat"u8, timeProvider.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", System.Globalization.CultureInfo.InvariantCulture));
            fields.Complete();
            if (!TryWrite(in header))
            {
                Answered(in header, isStored: false);
                return;
            }

            Announce();
        }
    }

    private void Announce()
    {
        if (Volatile.Read(ref isAnnounced) && timeProvider.GetElapsedTime(announcedAt) < AnnounceInterval)
        {
            return;
        }

        var header = Begin(Announcement, WriteKind.Append, IndexKey);
        var fields = new FieldWriter(buffer);
        Field(ref fields, "session_id"u8, identity.Session.Value);
        Field(ref fields, "pod"u8, identity.Pod.Value);
        fields.Complete();

        // Before it is there: the answer may be quicker than the return.
        Volatile.Write(ref isAnnounced, true);
        announcedAt = timeProvider.GetTimestamp();
        if (!TryWrite(in header))
        {
            Answered(in header, isStored: false);
        }
    }

    private WriteHeader Begin(MessageDescriptor descriptor, WriteKind kind, string key)
    {
        buffer.Clear();
        var writer = new Utf8Writer(buffer);
        writer.Raw(Encoding.UTF8.GetBytes(key));
        writer.Complete();
        return new() { Kind = kind, KeyLength = buffer.Length, Descriptor = descriptor, IsHeartbeat = true };
    }

    private bool TryWrite(in WriteHeader header)
    {
        var lane = store.LaneFor(buffer.WrittenSpan[..header.KeyLength]);
        return lane.IsUp && lane.TryAdd(in header, buffer.WrittenSpan, completion: null) is null;
    }

    private static void Field(ref FieldWriter fields, ReadOnlySpan<byte> name, string value) => fields.Field(name, Encoding.UTF8.GetBytes(value));
}
