using System.Collections.Immutable;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Consuming;

/// <summary>What the parts of one pod's membership in one group share: who it is, what it reads, what it holds, whether it may read.</summary>
internal sealed class GroupMembership
{
    private readonly HashSet<string> keys = new(StringComparer.Ordinal);
    private readonly Lock sync = new();
    private readonly ChangeSignal changes = new();
    private bool isPaused;

    public GroupMembership(string group, string consumer, ImmutableArray<HandlerRegistration> handlers, ConsumerEnvironment environment)
    {
        Group = group;
        Consumer = consumer;
        Environment = environment;
        Lanes = [.. handlers.Select(handler => new HandlerLane(handler, handler.Descriptor.TimeLimit ?? environment.Options.HandlerTimeLimit))];
        Offered = [Offers.Anyone, .. handlers.SelectMany(handler => handler.Descriptor.Messages).Select(message => Offers.ToHandlersOf(message.NameUtf8)).Distinct(StringComparer.Ordinal)];
        Reader = environment.Store.OpenGroup(group, consumer);
        Acks = new AckQueue(environment.Store, group, InFlight, environment.Counters, environment.TimeProvider);
        Releases = new ReleaseQueue(this);
        Lease = ConsumerGroups.HasOneReader(group) ? new GroupLease(this) : null;
    }

    public string Group { get; }

    public string Consumer { get; }

    public ConsumerEnvironment Environment { get; }

    /// <summary>A lane for each handler.</summary>
    public ImmutableArray<HandlerLane> Lanes { get; }

    /// <summary>What this pod takes of what others hand back.</summary>
    public ImmutableArray<string> Offered { get; }

    public IGroupReader Reader { get; }

    public InFlightEntries InFlight { get; } = new();

    public AckQueue Acks { get; }

    public ReleaseQueue Releases { get; }

    /// <summary>Null where a group has any number of readers.</summary>
    public GroupLease? Lease { get; }

    public bool IsPaused => Volatile.Read(ref isPaused);

    /// <summary>Whether this pod reads and starts handlers now.</summary>
    public bool MayRead => !IsPaused && Lease is not { IsHeld: false };

    /// <summary>The streams.</summary>
    public string[] Keys
    {
        get
        {
            lock (sync)
            {
                return [.. keys];
            }
        }
    }

    /// <summary>How many streams there are.</summary>
    public int StreamCount
    {
        get
        {
            lock (sync)
            {
                return keys.Count;
            }
        }
    }

    /// <summary>Ends with the next change of <see cref="MayRead"/> or of the streams.</summary>
    public Task NextChange => changes.Next;

    public bool Add(string key, TimeSpan timeToLive)
    {
        lock (sync)
        {
            if (!keys.Add(key))
            {
                return false;
            }
        }

        Reader.Add(key, timeToLive);
        return true;
    }

    public void Remove(string key)
    {
        lock (sync)
        {
            if (!keys.Remove(key))
            {
                return;
            }
        }

        Reader.Remove(key);
    }

    public void SetPaused(bool value)
    {
        if (IsPaused != value)
        {
            Volatile.Write(ref isPaused, value);
            Lease?.Hear();
            Change();
        }
    }

    /// <summary>Has the reading loop look around.</summary>
    public void Change()
    {
        changes.Raise();
        Reader.Interrupt();
    }
}
