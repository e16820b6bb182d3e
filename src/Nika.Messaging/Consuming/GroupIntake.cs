using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Consuming;

/// <summary>
/// The one loop that takes entries in, whichever way they come: handed back by others, left lying by others, or new. It alone takes
/// slots, and asks for no more than are free; so nothing is prefetched that nobody here could start. (Redis counts a read by the
/// stream: of more streams than free slots, one entry each may come, and waits.)
/// </summary>
internal sealed class GroupIntake : IDisposable
{
    // Of three rounds within the idle time two may fail.
    private const int ClaimRounds = 3;

    private readonly GroupMembership membership;
    private readonly ConsumerEnvironment environment;
    private readonly EntryProcessor processor;
    private readonly FreeSlots<HandlerSlot> free;
    private readonly EntryBatch batch = new();
    private readonly HandOff handOff = new();
    private readonly ITimer claimTimer;
    private readonly Lock sync = new();

    // The streams to look at for what was handed back.
    private readonly HashSet<string> offering = new(StringComparer.Ordinal);
    private readonly Queue<(string Key, StreamId Cursor)> claiming = new();
    private int isClaimDue = 1;

    public GroupIntake(GroupMembership membership, EntryProcessor processor, FreeSlots<HandlerSlot> free)
    {
        this.membership = membership;
        this.processor = processor;
        this.free = free;
        environment = membership.Environment;
        var period = environment.Options.ClaimIdle / ClaimRounds;
        claimTimer = environment.TimeProvider.CreateTimer(static self => ((GroupIntake)self!).ClaimSoon(), this, period, period);
    }

    /// <summary>Something on the stream was handed back.</summary>
    public void HearOf(string key)
    {
        lock (sync)
        {
            _ = offering.Add(key);
        }

        membership.Reader.Interrupt();
    }

    /// <summary>Takes entries in until told to stop.</summary>
    /// <param name="stop">Ends every wait but a read's own; interrupt the reader as well.</param>
    /// <param name="abort">Ends a read too.</param>
    public async Task RunAsync(CancellationToken stop, CancellationToken abort)
    {
        // Off the caller's thread: what can be read at once is handled on the thread that reads it.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        using var closing = stop.UnsafeRegister(static free => ((FreeSlots<HandlerSlot>)free!).Close(), free);
        while (!stop.IsCancellationRequested)
        {
            var change = membership.NextChange;
            if (!membership.MayRead)
            {
                ReturnWaiting();
                await change.WaitAsync(stop).ConfigureAwait(false);
                ClaimSoon();
                continue;
            }

            await free.WaitAsync().ConfigureAwait(false);
            if (stop.IsCancellationRequested)
            {
                return;
            }

            await TakeInAsync(stop, abort).ConfigureAwait(false);
            if (await StartAsync(stop).ConfigureAwait(false) is { } last)
            {
                // Here and in no method called from here: the loop would wait for that one to return, and so for the handler.
                await handOff.To(last);
            }
        }
    }

    public void Dispose() => claimTimer.Dispose();

    /// <summary>Hands back what nobody here has started to handle.</summary>
    public void ReturnWaiting()
    {
        foreach (var lane in membership.Lanes)
        {
            foreach (var slot in lane.TakeWaiting())
            {
                processor.ReturnUntried(slot);
            }
        }
    }

    private void ClaimSoon()
    {
        Volatile.Write(ref isClaimDue, 1);
        membership.Reader.Interrupt();
    }

    private string? TryNextOffering()
    {
        lock (sync)
        {
            foreach (string key in offering)
            {
                _ = offering.Remove(key);
                return key;
            }
        }

        return null;
    }

    private bool TryNextClaim(out (string Key, StreamId Cursor) claim)
    {
        if (claiming.Count == 0 && Interlocked.Exchange(ref isClaimDue, 0) == 1)
        {
            foreach (string key in membership.Keys)
            {
                claiming.Enqueue((key, StreamId.Zero));
            }
        }

        return claiming.TryDequeue(out claim);
    }

    // Leaves what it gets in the batch.
    private ValueTask TakeInAsync(CancellationToken stop, CancellationToken abort)
    {
        batch.Clear();
        if (TryNextOffering() is { } key)
        {
            return TakeReleasedAsync(key, stop);
        }

        return TryNextClaim(out var claim)
            ? ClaimAsync(claim.Key, claim.Cursor, stop)
            : membership.Reader.ReadAsync(batch, Math.Max(1, free.Count / Math.Max(1, membership.StreamCount)), abort);
    }

    private async ValueTask TakeReleasedAsync(string key, CancellationToken stop)
    {
        int count = free.Count;
        try
        {
            var trimmed = await environment.Store.TakeReleasedAsync(key, membership.Group, membership.Consumer, membership.Offered, count, batch, stop).ConfigureAwait(false);
            CountTrimmed(key, trimmed.Count);
        }
        catch (StoreUnavailableException)
        {
            batch.Clear();
            return; // The next claim round looks again.
        }

        if (batch.Count >= count)
        {
            HearOf(key);
        }
    }

    private async ValueTask ClaimAsync(string key, StreamId cursor, CancellationToken stop)
    {
        ClaimResult claim;
        try
        {
            claim = await environment.Store.ClaimAsync(key, membership.Group, membership.Consumer, environment.Options.ClaimIdle, cursor, free.Count, batch, stop).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            batch.Clear();
            return; // The next round tries again.
        }

        CountTrimmed(key, claim.Trimmed.Count);
        if (batch.Count > 0)
        {
            environment.Logger.Claimed(membership.Group, key, membership.Consumer, batch.Count);
        }

        if (claim.Next != StreamId.Zero)
        {
            claiming.Enqueue((key, claim.Next));
        }
        else
        {
            // A bell may have been missed.
            lock (sync)
            {
                _ = offering.Add(key);
            }
        }
    }

    private void CountTrimmed(string key, int count)
    {
        if (count > 0)
        {
            environment.Counters.CountExpiredUnread(count);
            environment.Logger.ExpiredUnread(count, key, membership.Group);
        }
    }

    /// <summary>Starts what is in the batch.</summary>
    /// <returns>The last of it, which the caller starts; null if there is none.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<HandlerSlot?> StartAsync(CancellationToken stop)
    {
        HandlerSlot? last = null;
        for (int i = 0; i < batch.Count; i++)
        {
            var identity = new EntryIdentity(batch[i].Key, batch[i].Id);
            long hold = membership.InFlight.Add(identity);
            if (hold == 0)
            {
                continue; // Ours already: claimed from ourselves, it goes on where it is.
            }

            HandlerSlot? slot = null;
            while (!stop.IsCancellationRequested && membership.MayRead && !free.TryTake(out slot))
            {
                Queue(ref last); // its slot may be the one that is waited for
                await free.WaitAsync().ConfigureAwait(false);
            }

            if (slot is null)
            {
                membership.Releases.Add(new(identity, hold), Offers.Anyone, wasTried: false);
                continue;
            }

            slot.Hold = hold;
            slot.Entry.CopyFrom(batch[i]);
            if (processor.Accept(slot))
            {
                Queue(ref last);
                last = slot;
            }
        }

        return last;
    }

    private static void Queue(ref HandlerSlot? slot)
    {
        if (slot is not null)
        {
            _ = ThreadPool.UnsafeQueueUserWorkItem(slot, preferLocal: false);
            slot = null;
        }
    }
}
