namespace Nika.Messaging.Streams.Embedded;

/// <summary>
/// Carries the lane's writes into the keyspace, on the publishing threads themselves: what one thread publishes is stored when
/// its publish returns. One drains at a time; what others put into the lane meanwhile it takes along, though not for ever: past a
/// number the thread pool goes on.
/// </summary>
internal sealed class LaneDrain(Keyspace keyspace) : IThreadPoolWorkItem
{
    /// <summary>How many writes, others' among them, one publish may store.</summary>
    public const int MostForOneCaller = 256;

    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WriteLane? lane;
    private volatile bool isClosing;

    // Calls not served yet. Who raises it from 0 serves until it is 0 again; a call that comes while one is leaving raises it first.
    private int calls;

    /// <summary>Where the lane's wake-up goes.</summary>
    public void Run()
    {
        if (Interlocked.Increment(ref calls) == 1)
        {
            Serve(MostForOneCaller);
        }
    }

    void IThreadPoolWorkItem.Execute() => Serve(int.MaxValue);

    /// <summary>Says which lane it is. Once, before the lane is up.</summary>
    public void Attach(WriteLane attached) => lane = attached;

    /// <summary>Closes the lane once nobody drains.</summary>
    public Task CloseAsync()
    {
        isClosing = true;
        Run();
        return closed.Task;
    }

    private void Serve(int most)
    {
        int served;
        do
        {
            served = Volatile.Read(ref calls);
            if (!TryDrain(ref most))
            {
                // The calls stay unserved, so nobody else begins before the thread pool does.
                _ = ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                return;
            }
        }
        while (Interlocked.Add(ref calls, -served) != 0);
    }

    private bool TryDrain(ref int most)
    {
        if (lane is null || closed.Task.IsCompleted)
        {
            return true;
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

            if (--most == 0)
            {
                return false;
            }
        }

        if (isClosing)
        {
            lane.Down("the store is closed");
            lane.Dispose();
            closed.SetResult();
        }

        return true;
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
