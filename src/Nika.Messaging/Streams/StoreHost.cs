using Microsoft.Extensions.Logging;

namespace Nika.Messaging.Streams;

/// <summary>What a store gets from the pod it serves.</summary>
public sealed class StoreHost
{
    private readonly Func<string, Action, WriteLane> createLane;

    internal StoreHost(TimeProvider timeProvider, ILoggerFactory loggerFactory, PodName pod, Func<string, Action, WriteLane> createLane)
    {
        TimeProvider = timeProvider;
        LoggerFactory = loggerFactory;
        Pod = pod;
        this.createLane = createLane;
    }

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; }

    /// <summary>Where to log.</summary>
    public ILoggerFactory LoggerFactory { get; }

    /// <summary>The pod's name, for connection names.</summary>
    public PodName Pod { get; }

    /// <summary>Makes a lane: the queue of writes to one server, its retention ring and its gate. The lane starts degraded; call <see cref="WriteLane.Up"/>.</summary>
    /// <param name="name">The lane's name, for log lines and metrics: the endpoint, without secrets.</param>
    /// <param name="wake">Called from publishing threads when there is something to take; must return at once and not throw.</param>
    public WriteLane CreateLane(string name, Action wake) => createLane(name, wake);
}
