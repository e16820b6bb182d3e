using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Nika.Messaging.Publishing;
using Nika.Messaging.Streams;

namespace Nika.Messaging;

/// <summary>
/// Sends what is in the local log once the server is back: in order, a batch at a time, marked as replayed. What may have been stored
/// is looked for first. When little is left, new messages are kept in memory too and handed to the lane in one step, after which they go
/// there directly again. How far it has come is written down, so that a restarted pod goes on from there.
/// </summary>
internal sealed class Replayer : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan OpenPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    // For a ring that is full: the lane says nothing when there is room.
    private static readonly TimeSpan RoomPause = TimeSpan.FromMilliseconds(1);

    private readonly LocalLog log;
    private readonly Backlog backlog;
    private readonly IStore store;
    private readonly WriteOutcomes outcomes;
    private readonly Account account;
    private readonly TimeProvider timeProvider;
    private readonly ILogger logger;
    private readonly ReplayLookup lookup;

    // Never disposed: lanes may still report when the replay has stopped.
    private readonly SemaphoreSlim signal = new(0, 1);
    private readonly CancellationTokenSource stopping = new();
    private readonly Utf8Buffer scratch = new(4096);
    private ReplaySource? source;
    private Task<bool> opening = Task.FromResult(true);
    private Task running = Task.CompletedTask;
    private int unanswered;
    private int isSignalled;
    private long replayedBefore;
    private long expiredBefore;
    private long found;
    private long serverMilliseconds;
    private bool isReplaying;

    public Replayer(LocalLog log, Backlog backlog, IStore store, WriteOutcomes outcomes, Account account, TimeProvider timeProvider, ILogger logger)
    {
        this.log = log;
        this.backlog = backlog;
        this.store = store;
        this.outcomes = outcomes;
        this.account = account;
        this.timeProvider = timeProvider;
        this.logger = logger;
        lookup = new(store);
        backlog.Wake = Wake;
    }

    /// <summary>
    /// Opens the log, so that new messages queue behind what an earlier run has left of their streams. Waits for the disk, though not
    /// long: one that does not answer must not keep the pod from starting.
    /// </summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        opening = Task.Run(TryOpen, cancellationToken);
        try
        {
            _ = await opening.WaitAsync(OpenPatience, timeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TimeoutException or IOException)
        {
            logger.ReplayFailed(exception, OpenPatience.TotalSeconds);
        }
    }

    /// <summary>Begins: with what an earlier run left.</summary>
    public void Start() => running = Task.Run(RunAsync);

    /// <summary>There may be something to do. Returns at once, and throws nothing: publishing threads call it.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref isSignalled, 1) == 0)
        {
            _ = signal.Release();
        }
    }

    /// <summary>A message that was sent has its answer.</summary>
    public void Answered()
    {
        if (Interlocked.Decrement(ref unanswered) == 0)
        {
            Wake();
        }
    }

    /// <summary>Stops. What is sent and unanswered is found when the pod starts again. A disk that does not answer is not waited for.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        try
        {
            await running.WaitAsync(StopPatience, timeProvider).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // It is in the disk, and ends when it gets out; what it uses must outlive it.
            return;
        }

        source?.Dispose();
        stopping.Dispose();
    }

    [SuppressMessage("Design", "CA1031", Justification = "A fault of ours or of the disk must not end the replay: it is logged, and tried again.")]
    private async Task RunAsync()
    {
        var pause = FirstPause;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await ((Task)opening).WaitAsync(stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                stopping.Token.ThrowIfCancellationRequested();
                if (source is null && !TryOpen())
                {
                    return;
                }

                if (backlog.IsEmpty)
                {
                    await WaitAsync().ConfigureAwait(false);
                }
                else
                {
                    await ReplayAsync(source).ConfigureAwait(false);
                    pause = FirstPause;
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                if (exception is not StoreUnavailableException)
                {
                    logger.ReplayFailed(exception, pause.TotalSeconds);
                }

                await Task.Delay(pause, timeProvider, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
            }
        }
    }

    [MemberNotNullWhen(true, nameof(source))]
    private bool TryOpen()
    {
        log.Segments.Prepare();
        if (!log.Segments.IsOwner)
        {
            backlog.Abandon();
            return false;
        }

        source = ReplaySource.Open(log, account, logger);
        if (source.HasInherited)
        {
            backlog.Assume();
        }

        return true;
    }

    private async Task ReplayAsync(ReplaySource lines)
    {
        // What a fault has interrupted comes first.
        await SettleAsync(lines).ConfigureAwait(false);
        while (!backlog.IsEmpty)
        {
            long upTo = backlog.Appended;
            if (!lines.TryRead(backlog) && !lines.IsAtTail)
            {
                // What was taken may still be on its way to the file.
                bool isWhole = await log.FlushAsync(stopping.Token).ConfigureAwait(false);
                if (!lines.TryRead(backlog) && !lines.IsAtTail)
                {
                    await EndAsync(lines, upTo, isWhole).ConfigureAwait(false);
                    continue;
                }
            }

            if (!lines.IsFull && !lines.IsAtTail)
            {
                backlog.KeepTail();
            }

            await SettleAsync(lines).ConfigureAwait(false);
            if (lines.IsAtTail)
            {
                HandOver(lines);
            }
        }
    }

    /// <summary>Everything in the files is read: goes over to sending directly, or ends, unless more has come since.</summary>
    private async Task EndAsync(ReplaySource lines, long upTo, bool isWhole)
    {
        if (!isWhole)
        {
            throw new StoreUnavailableException("the local log's disk holds back what is to be replayed");
        }

        if (backlog.KeepsTail)
        {
            HandOver(lines);
        }
        else if (lines.TryTakeMissing())
        {
            await SettleAsync(lines).ConfigureAwait(false);
        }
        else if (backlog.TryFinish(upTo))
        {
            Finished(lines);
        }
    }

    private void HandOver(ReplaySource lines)
    {
        lines.TakeOver(backlog.HandOver(item => store.LaneFor(item.Key), TrySend));
        if (backlog.IsEmpty)
        {
            Finished(lines);
        }
    }

    /// <summary>Brings every message of a batch to its end.</summary>
    private async Task SettleAsync(ReplaySource lines)
    {
        var batch = lines.Batch;
        while (true)
        {
            Settle(lines, batch);
            if (batch.Count == 0)
            {
                lines.Save(serverMilliseconds);
                return;
            }

            var lane = store.LaneFor(batch[0].Key);
            if (!lane.IsUp)
            {
                await WaitAsync().ConfigureAwait(false);
                continue;
            }

            Started(lines, lane);
            await LookUpAsync(batch).ConfigureAwait(false);
            bool sent = Send(batch);
            while (Volatile.Read(ref unanswered) > 0)
            {
                await WaitAsync().ConfigureAwait(false);
            }

            if (!sent && lane.IsUp)
            {
                await Task.Delay(RoomPause, timeProvider, stopping.Token).ConfigureAwait(false);
            }
        }
    }

    private void Settle(ReplaySource lines, List<ReplayItem> batch)
    {
        var now = timeProvider.GetUtcNow();
        foreach (var item in batch)
        {
            if (item.State is ReplayState.Delivered or ReplayState.Left)
            {
                backlog.Settled(item);
                lines.Settled(item, isLeft: item.State == ReplayState.Left);
            }
            else if (item.State != ReplayState.Sent && now >= item.ExpiresAt)
            {
                account.CountExpired();
                item.State = ReplayState.Delivered;
                backlog.Settled(item);
                lines.Settled(item, isLeft: false);
            }
        }

        _ = batch.RemoveAll(static item => item.State is ReplayState.Delivered or ReplayState.Left);
    }

    private async Task LookUpAsync(List<ReplayItem> batch)
    {
        var unknown = batch.FindAll(static item => item.State == ReplayState.Unknown);
        if (unknown.Count == 0)
        {
            return;
        }

        // A hash needs no looking: it is only written over an older one.
        var streams = unknown.Where(static item => item.Header.Kind == WriteKind.Append);
        var stored = await lookup.FindAsync(streams, stopping.Token).ConfigureAwait(false);
        source!.LookedUp(stored.Count > 0);
        found += stored.Count;
        foreach (var item in unknown)
        {
            if (stored.Contains(item.Header.Id))
            {
                outcomes.Replayed(item, item.AsPublished(), isMarked: false);
            }
            else
            {
                item.State = ReplayState.Waiting;
            }
        }
    }

    private async Task WaitAsync()
    {
        await signal.WaitAsync(stopping.Token).ConfigureAwait(false);

        // Before anything is looked at: what happens after that signals anew.
        Volatile.Write(ref isSignalled, 0);
    }

    /// <summary>Sends in order.</summary>
    /// <returns>False if not all were taken.</returns>
    private bool Send(List<ReplayItem> batch)
    {
        foreach (var item in batch)
        {
            if (item.State == ReplayState.Waiting && !TrySend(item, store.LaneFor(item.Key)))
            {
                return false;
            }
        }

        return true;
    }

    private bool TrySend(ReplayItem item, WriteLane lane)
    {
        if (item.State != ReplayState.Waiting)
        {
            return false;
        }

        scratch.Clear();
        var bytes = new Utf8Writer(scratch);
        bytes.Raw(item.Bytes);
        bytes.Complete();
        if (item.Header.Kind == WriteKind.Append)
        {
            var mark = new FieldWriter(scratch);
            mark.Field(WireFields.Replayed, "1"u8);
            mark.Complete();
        }

        // Before it is there: the answer may be quicker than the return.
        item.Replayer = this;
        item.State = ReplayState.Sent;
        _ = Interlocked.Increment(ref unanswered);
        if (lane.TryAdd(item.Header, scratch.WrittenSpan, completion: null) is null)
        {
            return true;
        }

        item.State = ReplayState.Waiting;
        _ = Interlocked.Decrement(ref unanswered);
        return false;
    }

    private void Started(ReplaySource lines, WriteLane lane)
    {
        serverMilliseconds = lane.ServerMilliseconds;
        lines.Begin(serverMilliseconds);
        if (!isReplaying)
        {
            isReplaying = true;
            replayedBefore = account.Replayed;
            expiredBefore = account.Expired;
            found = 0;
            logger.ReplayStarted(log.FilePath);
        }
    }

    private void Finished(ReplaySource lines)
    {
        lines.Save(serverMilliseconds);
        if (isReplaying)
        {
            isReplaying = false;
            logger.ReplayFinished(account.Replayed - replayedBefore - found, found, account.Expired - expiredBefore, account.Logged);
        }
    }
}
