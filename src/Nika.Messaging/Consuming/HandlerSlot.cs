using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Nika.Messaging.Consuming;

/// <summary>What handling one message at a time needs; reused for message after message.</summary>
internal sealed class HandlerSlot : IThreadPoolWorkItem, IDisposable
{
    private readonly EntryProcessor processor;
    private readonly GroupMembership membership;
    private readonly Action finish;
    private ValueTaskAwaiter processing;

    public HandlerSlot(EntryProcessor processor, GroupMembership membership)
    {
        this.processor = processor;
        this.membership = membership;
        finish = Finish;
        Clock = new(membership.Environment.TimeProvider, Overdue);
    }

    public ReceivedEntry Entry { get; } = new();

    public MessageContext Context { get; } = new();

    public HandlingClock Clock { get; }

    /// <summary>Which holding of the entry this is, see <see cref="InFlightEntries"/>.</summary>
    public long Hold { get; set; }

    /// <summary>The handler's lane; null for what no handler is to see.</summary>
    public HandlerLane? Lane { get; set; }

    /// <summary>The message type, with <see cref="Lane"/>.</summary>
    public MessageDescriptor? Message { get; set; }

    /// <summary>Why the entry cannot be handled; null if it can.</summary>
    public string? Refusal { get; set; }

    /// <summary>The same for whoever asked: one of <see cref="RequestErrorCodes"/>.</summary>
    public string RefusalCode { get; set; } = RequestErrorCodes.Unreadable;

    /// <summary>What must be handled one after another, if anything.</summary>
    public string? OrderedBy { get; set; }

    /// <summary>Handles the entry on this thread. Never within the reading loop: a handler that blocks must not stop the others.</summary>
    [SuppressMessage("Reliability", "CA2012:Use ValueTasks correctly", Justification = "No task for each message: its result is asked for exactly once, which gives the pooled one back.")]
    public void Execute()
    {
        processing = processor.ProcessAsync(this).GetAwaiter();
        if (processing.IsCompleted)
        {
            Finish();
        }
        else
        {
            processing.UnsafeOnCompleted(finish);
        }
    }

    public void Dispose() => Clock.Dispose();

    private void Finish()
    {
        processing.GetResult();
        processor.Finish(this);
    }

    // It counts as failed from now on, and is not renewed for ever: whoever claims it tries next.
    private void Overdue(TimeSpan elapsed, bool isFirst)
    {
        var (key, id) = Entry.Identity;
        string handler = Lane!.Registration.Descriptor.HandlerType.Name;
        if (isFirst)
        {
            membership.InFlight.Remove(Entry.Identity, Hold);
            membership.Environment.Counters.CountFailed();
            membership.Environment.Logger.HandlerOverdue(handler, Message!.Name, Entry.Meta.Id, key, id.ToString(), elapsed.TotalSeconds);
        }
        else
        {
            membership.Environment.Logger.HandlerHangs(handler, Message!.Name, Entry.Meta.Id, key, id.ToString(), elapsed.TotalSeconds);
        }
    }
}
