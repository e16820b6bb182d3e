using Microsoft.Extensions.Logging;
using Nika.Messaging.Publishing;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Asking;

/// <summary>A pod's part in requests and replies, put together.</summary>
internal sealed class Conversations : IAsyncDisposable
{
    private readonly PendingAsks pending;

    public Conversations(IStore store, Publisher publisher, AskCounters counters, AskOptions options, TimeProvider timeProvider, ILogger logger)
    {
        Tail = new JobTail(store, timeProvider, logger, Receive);
        pending = new PendingAsks(counters);
        Asker = new Asker(publisher, Tail, pending, counters, options, timeProvider);
        Running = new RunningRequests(Tail, counters, timeProvider);
        Replier = new Replier(publisher, Running, logger);
    }

    public JobTail Tail { get; }

    public Asker Asker { get; }

    public RunningRequests Running { get; }

    public Replier Replier { get; }

    /// <summary>How many requests wait for replies.</summary>
    public int PendingCount => pending.Count;

    public ValueTask DisposeAsync()
    {
        pending.Close("the pod stops");
        return Tail.DisposeAsync();
    }

    private void Receive(in StreamEntry found)
    {
        if (!found.TryGet(WireFields.Kind, out var kind))
        {
            return;
        }

        if (kind.SequenceEqual(WireFields.ValueOf(SignalKind.Result)) || kind.SequenceEqual(WireFields.ValueOf(SignalKind.Error)))
        {
            pending.Take(in found);
        }
        else if (found.TryGet(WireFields.Type, out var type) && found.TryGet(WireFields.Data, out var data))
        {
            Hear(new Delivery(type, data));
        }
    }

    // What an asker says to whoever handles its request.
    private void Hear(Delivery signal)
    {
        if (signal.Type.SequenceEqual(MessageDescriptor.Of<RequestCancelled>().NameUtf8))
        {
            if (signal.TryRead<RequestCancelled>(out var cancelled))
            {
                Running.Cancel(cancelled.RequestId);
            }
        }
        else if (signal.Type.SequenceEqual(MessageDescriptor.Of<PartsTaken>().NameUtf8) && signal.TryRead<PartsTaken>(out var taken))
        {
            Running.Taken(taken.RequestId, taken.Count);
        }
    }
}
