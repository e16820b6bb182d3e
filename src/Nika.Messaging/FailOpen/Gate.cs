using Microsoft.Extensions.Logging;

namespace Nika.Messaging;

/// <summary>
/// The gate before an ancillary system (a server, memory, a disk): whether it is used, and why not. Each change is logged once,
/// never each message.
/// </summary>
public sealed class Gate
{
    private readonly ILogger logger;
    private readonly TimeProvider timeProvider;
    private readonly Lock sync = new();
    private volatile GateSnapshot current;
    private volatile bool isQuiet;
    private volatile bool isSaid;

    internal Gate(string name, GateState state, string? reason, TimeProvider timeProvider, ILogger logger)
    {
        Name = name;
        this.timeProvider = timeProvider;
        this.logger = logger;
        current = new(state, reason, timeProvider.GetUtcNow());
    }

    /// <summary>What is behind the gate: a lane's name, <c>journal</c>, <c>memory</c>.</summary>
    public string Name { get; }

    /// <summary>Where the gate stands.</summary>
    public GateState State => current.State;

    /// <summary>Whether the system behind it is used.</summary>
    public bool IsOpen => current.State == GateState.Healthy;

    /// <summary>Why the gate is closed; null while healthy. Never holds a secret.</summary>
    public string? Reason => current.Reason;

    /// <summary>Since when it stands so.</summary>
    public DateTimeOffset Since => current.Since;

    /// <summary>Name, state and reason.</summary>
    public override string ToString() => Reason is { } reason ? $"{Name}: {State} ({reason})" : $"{Name}: {State}";

    /// <summary>The pod stops: what closes now is no outage, and is not logged.</summary>
    internal void Quieten() => isQuiet = true;

    internal void Open()
    {
        if (Move(GateState.Healthy, null) is { } before)
        {
            isSaid = false;
            logger.GateOpened(Name, (timeProvider.GetUtcNow() - before.Since).TotalSeconds);
        }
    }

    internal void Close(string reason)
    {
        // Once an outage: also of one that was never open, or a wrong endpoint would be said nowhere.
        if (Move(GateState.Degraded, reason) is not null && !isSaid && !isQuiet)
        {
            isSaid = true;
            logger.GateClosed(Name, reason);
        }
    }

    internal void Probe()
    {
        if (!IsOpen)
        {
            _ = Move(GateState.Probing, Reason);
        }
    }

    private GateSnapshot? Move(GateState state, string? reason)
    {
        lock (sync)
        {
            var before = current;
            if (before.State == state && before.Reason == reason)
            {
                return null;
            }

            // Probing and falling back is one outage: it began when the gate first closed.
            var since = before.State != GateState.Healthy && state != GateState.Healthy ? before.Since : timeProvider.GetUtcNow();
            current = new(state, reason, since);
            return before.State == state ? null : before;
        }
    }

    private sealed record GateSnapshot(GateState State, string? Reason, DateTimeOffset Since);
}
