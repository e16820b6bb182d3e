namespace Nika.Messaging.Streams.Embedded;

/// <summary>
/// Carries the lane's writes into the keyspace, on the publishing threads themselves: what one thread publishes is stored when
/// its publish returns. One drains at a time; what others put into the lane meanwhile it takes along.
/// </summary>
internal sealed class LaneDrain(Keyspace keyspace)
{
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WriteLane? lane;
    private volatile bool isClosing;

    // Calls not served yet. Who raises it from 0 serves until it is 0 again; a call that comes while one is leaving raises it first.
    private int calls;

    /// <summary>Where the lane's wake-up goes.</summary>
    public void Run()
    {
        if (Interlocked.Increment(ref calls) != 1)
        {
            return;
        }

        int served;
        do
        {
            served = Volatile.Read(ref calls);
            Drain();
        }
        while (Interlocked.Add(ref calls, -served) != 0);
    }

    /// <summary>Says which lane it is. Once, before the lane is up.</summary>
    public void Attach(WriteLane attached) => lane = attached;

    /// <summary>Closes the lane once nobody drains.</summary>
    public Task CloseAsync()
    {
        isClosing = true;
        Run();
        return closed.Task;
    }

    private void Drain()
    {
        if (lane is null || closed.Task.IsCompleted)
        {
            return;
        }

        while (lane.TryTake(out long sequence))
        {
            string? refusal = Apply(lane[sequence], out var id);
            if (refusal is null)
            {
                lane.Delivered(sequence, id);
            }
            else
            {
                lane.Failed(sequence, WriteFailure.Rejected, refusal);
            }
        }

        if (isClosing)
        {
            lane.Down("the store is closed");
            lane.Dispose();
            closed.SetResult();
        }
    }

    private string? Apply(in EncodedWrite write, out StreamId id)
    {
        id = default;
        lock (keyspace.Sync)
        {
            return write.Kind switch
            {
                WriteKind.Append => keyspace.Append(in write, out id),
                WriteKind.ReplaceHash => keyspace.Replace(in write),
                WriteKind.Increment => keyspace.Increment(in write),
                _ => $"the embedded store knows no write of kind {write.Kind}",
            };
        }
    }
}
