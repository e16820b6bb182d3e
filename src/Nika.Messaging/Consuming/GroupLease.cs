using Microsoft.Extensions.Logging;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Consuming;

/// <summary>
/// The lease of a group that has one active reader: <c>nika:lease:{group}</c>, renewed at a third of its time. By our own clock it
/// ends no later than on the server, since it is counted from before it was asked for: who loses it has stopped when the next starts.
/// </summary>
internal sealed class GroupLease(GroupMembership membership)
{
    public const string KeyPrefix = "nika:lease:";

    private readonly ConsumerEnvironment environment = membership.Environment;
    private readonly string key = KeyPrefix + membership.Group;
    private readonly ChangeSignal heard = new();
    private long takenAt;
    private volatile bool isTaken;
    private bool wasHeld;
    private string? saidFault;

    /// <summary>Whether this pod is the active reader.</summary>
    public bool IsHeld => isTaken && environment.TimeProvider.GetElapsedTime(Volatile.Read(ref takenAt)) < environment.Options.LeaseDuration;

    /// <summary>Somebody gave the lease up, or we paused or resumed: look at once.</summary>
    public void Hear() => heard.Raise();

    public async Task RunAsync(CancellationToken stop)
    {
        while (true)
        {
            var change = heard.Next;
            var wait = membership.IsPaused ? await RestAsync(stop).ConfigureAwait(false) : await TryTakeAsync(stop).ConfigureAwait(false);
            Tell();
            try
            {
                await change.WaitAsync(wait, environment.TimeProvider, stop).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // Its turn has come without anyone saying so.
            }
        }
    }

    /// <summary>Gives the lease up, and tells the others.</summary>
    public async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        if (!isTaken)
        {
            return;
        }

        isTaken = false;
        try
        {
            if (await environment.Store.EndLeaseAsync(key, membership.Consumer, cancellationToken).ConfigureAwait(false))
            {
                await GroupBells.RingAsync(environment.Store, membership.Group, membership.Consumer, GroupBells.LeaseEvent, "", "", cancellationToken).ConfigureAwait(false);
            }
        }
        catch (StoreUnavailableException)
        {
            // It ends by itself.
        }
    }

    private async ValueTask<TimeSpan> RestAsync(CancellationToken stop)
    {
        await EndAsync(stop).ConfigureAwait(false);
        return Timeout.InfiniteTimeSpan;
    }

    private async ValueTask<TimeSpan> TryTakeAsync(CancellationToken stop)
    {
        var duration = environment.Options.LeaseDuration;
        long asked = environment.TimeProvider.GetTimestamp();
        try
        {
            var state = await environment.Store.LeaseAsync(key, membership.Consumer, duration, stop).ConfigureAwait(false);
            saidFault = null;
            if (state.Holder == membership.Consumer)
            {
                // Renewed late (the server was slow, or we were): the reading loop may have seen it end, and waits to be told.
                bool isLate = isTaken && environment.TimeProvider.GetElapsedTime(takenAt) > duration / 2;
                Volatile.Write(ref takenAt, asked);
                isTaken = true;
                if (isLate)
                {
                    membership.Change();
                }

                return duration / 3;
            }

            isTaken = false;
            var left = state.Left is { } known && known < duration ? known : duration;
            return left + TimeSpan.FromMilliseconds(1);
        }
        catch (StoreUnavailableException exception)
        {
            if (saidFault != exception.Message)
            {
                saidFault = exception.Message;
                environment.Logger.LeaseFailed(membership.Group, key, exception.Message);
            }

            return duration / 10;
        }
    }

    private void Tell()
    {
        bool isHeld = IsHeld;
        if (isHeld == wasHeld)
        {
            return;
        }

        wasHeld = isHeld;
        if (isHeld)
        {
            environment.Logger.LeaseTaken(membership.Group, membership.Consumer);
        }
        else
        {
            environment.Logger.LeaseLost(membership.Group, membership.Consumer);
        }

        membership.Change();
    }
}
