namespace Nika.Messaging;

/// <content>While memory is away: events go to the log, and from there to memory when it is back, before any newer one.</content>
internal sealed partial class MemoryQueue
{
    // Between a failure and the next success, all of it in the loop.
    private int replayFailures;
    private long replayOutageStart;
    private MemoryEvent[]? underWay;
    private long inherited;

    /// <summary>Events that wait in the log.</summary>
    public long Logged => backlog.Logged;

    /// <summary>Events that an earlier run of the pod had left in the log, and that are in memory now.</summary>
    public long Inherited => Volatile.Read(ref inherited);

    private void OpenLog()
    {
        if (log?.Open() is { } fault)
        {
            logger.MemoryLogUnusable(log.Path, fault);
        }
    }

    private bool TryLog(MemoryEvent[] batch)
    {
        if (log is null)
        {
            return false;
        }

        if (log.TryAppend(batch) is { } fault)
        {
            logger.MemoryLogUnusable(log.Path, fault);
            return false;
        }

        return true;
    }

    private void Settle(MemoryEvent[] batch, bool isLogged)
    {
        bool roomAgain = backlog.Settle(batch, isLogged, out long droppedMeanwhile);
        flushes.Settle(backlog.Remembered);
        if (roomAgain)
        {
            logger.MemoryQueueHasRoom(memory.Description, droppedMeanwhile);
        }
    }

    /// <summary>Writes the log's next batch, or waits for the next try.</summary>
    /// <returns>False at the end, if memory is away still.</returns>
    private async ValueTask<bool> ReplayAsync(MemoryLog events)
    {
        hurry = false;
        var batch = events.Read(options.BatchSize);
        string? reason = batch.Length == 0 ? null : await TryRememberAsync(batch).ConfigureAwait(false);
        if (reason is null)
        {
            Advance(events, batch);
            return true;
        }

        replayFailures++;
        if (replayFailures == 1)
        {
            replayOutageStart = timeProvider.GetTimestamp();
            if (Gate.IsOpen)
            {
                logger.MemoryDegraded(memory.Description, reason);
            }
        }

        Gate.Close(reason);
        if (closed)
        {
            return false;
        }

        await LogWhilePausingAsync(PauseAfter(replayFailures)).ConfigureAwait(false);
        Gate.Probe();
        return true;
    }

    private void Advance(MemoryLog events, MemoryEvent[] batch)
    {
        if (events.IsInherited)
        {
            Volatile.Write(ref inherited, inherited + batch.Length);
        }
        else
        {
            backlog.Replayed(batch.Length);
        }

        events.Advance();
        flushes.Settle(backlog.Remembered);
        Gate.Open();
        if (replayFailures > 0)
        {
            logger.MemoryRecovered(memory.Description, replayFailures, timeProvider.GetElapsedTime(replayOutageStart), backlog.Count + backlog.Logged);
            replayFailures = 0;
        }
    }

    // Full batches go to the log meanwhile: the queue has room for what comes, however long it takes.
    private async ValueTask LogWhilePausingAsync(TimeSpan pause)
    {
        long start = timeProvider.GetTimestamp();
        bool takesMore = true;
        while (!hurry && pause - timeProvider.GetElapsedTime(start) is { } left && left > TimeSpan.Zero)
        {
            while (takesMore && backlog.HasBatch)
            {
                underWay = backlog.TakeBatch();
                takesMore = TryLog(underWay);
                if (takesMore)
                {
                    Settle(underWay, isLogged: true);
                    underWay = null;
                }
            }

            if (underWay is { } refused)
            {
                // The disk does not take it: it stays first in the queue.
                backlog.PutBack(refused);
                underWay = null;
            }

            bool fits = takesMore;
            await PauseAsync(left, queue => queue.hurry || (fits && queue.backlog.HasBatch)).ConfigureAwait(false);
        }
    }

    // At the end: what memory did not take is found by the pod's next run.
    private void LogRest()
    {
        if (log is null || !loop.IsCompleted)
        {
            return;
        }

        for (var batch = underWay ?? backlog.TakeBatch(); batch.Length > 0; batch = backlog.TakeBatch())
        {
            if (!TryLog(batch))
            {
                return;
            }

            Settle(batch, isLogged: true);
        }

        if (backlog.Logged > 0)
        {
            logger.MemoryEventsLeft(backlog.Logged, memory.Description, log.Path);
        }
    }
}
