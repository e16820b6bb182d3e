#pragma warning disable CA1065, CA1822, MA0025
namespace Nika.Messaging.Streams;


/// <summary>
/// The way of writes to one server: a queue, the retention ring that keeps each encoded write until its reply, and the gate.
/// Publishing threads put writes in; the store takes them in order, sends them, and reports each one's outcome.
/// Taking has one caller at a time; so has reporting.
/// </summary>
public sealed class WriteLane
{
    internal WriteLane()
    {
    }

    /// <summary>The lane's name.</summary>
    public string Name => throw new NotImplementedException();

    /// <summary>How long the store may take to reply; past it the connection counts as stalled. Default 250 ms.</summary>
    public TimeSpan ReplyDeadline => throw new NotImplementedException();

    /// <summary>Whether the lane takes writes.</summary>
    public bool IsUp => throw new NotImplementedException();

    /// <summary>Takes the next write. It counts as sent from now on.</summary>
    /// <param name="sequence">Its number: consecutive.</param>
    /// <returns>False if nothing is queued.</returns>
    public bool TryTake(out long sequence) => throw new NotImplementedException();

    /// <summary>A write that was taken and not yet reported. May be called from the sending and the replying side.</summary>
    /// <param name="sequence">Its number.</param>
    public EncodedWrite this[long sequence] => throw new NotImplementedException();

    /// <summary>Reports a write as stored. Journal, memory and the waiting caller follow from here. Writes are reported in the order of the replies.</summary>
    /// <param name="sequence">Its number.</param>
    /// <param name="id">The entry's id; default for hashes and counters.</param>
    public void Delivered(long sequence, StreamId id) => throw new NotImplementedException();

    /// <summary>Reports a write as failed: it goes to the local log.</summary>
    /// <param name="sequence">Its number.</param>
    /// <param name="failure">What is known of it.</param>
    /// <param name="reason">Why, for people.</param>
    public void Failed(long sequence, WriteFailure failure, string reason) => throw new NotImplementedException();

    /// <summary>How long the oldest write that was taken and not reported has been waiting for its reply; null if there is none.</summary>
    public TimeSpan? OldestUnanswered => throw new NotImplementedException();

    /// <summary>Opens the gate: the server answers.</summary>
    public void Up() => throw new NotImplementedException();

    /// <summary>
    /// Closes the gate. Every write that was taken and not reported fails as <see cref="WriteFailure.Unknown"/>, every queued one as
    /// <see cref="WriteFailure.NotSent"/>; new ones go straight to the local log until <see cref="Up"/>. The store must have stopped taking and reporting.
    /// </summary>
    /// <param name="reason">Why, for people; never holds a secret.</param>
    public void Down(string reason) => throw new NotImplementedException();
}
