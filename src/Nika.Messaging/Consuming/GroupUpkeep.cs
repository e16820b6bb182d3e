using Microsoft.Extensions.Logging;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Consuming;

/// <summary>What a member does beside reading: renews what it holds, so that nobody takes it over, and removes members that are gone.</summary>
internal sealed class GroupUpkeep(GroupMembership membership)
{
    private readonly ConsumerEnvironment environment = membership.Environment;
    private readonly long startedAt = membership.Environment.TimeProvider.GetTimestamp();
    private TimeSpan lastReaping;

    public async Task RunAsync(CancellationToken stop)
    {
        while (true)
        {
            // At a third of the idle time, so that two rounds may fail before anyone takes an entry over.
            await Task.Delay(environment.Options.ClaimIdle / 3, environment.TimeProvider, stop).ConfigureAwait(false);
            await RenewAsync(stop).ConfigureAwait(false);
            var now = environment.TimeProvider.GetElapsedTime(startedAt);
            if (now - lastReaping >= environment.Options.ReapAfter / 2)
            {
                lastReaping = now;
                await ReapAsync(stop).ConfigureAwait(false);
            }
        }
    }

    public async ValueTask RenewAsync(CancellationToken cancellationToken)
    {
        foreach (var (key, ids) in membership.InFlight.ByKey())
        {
            try
            {
                await environment.Store.RenewAsync(key, membership.Group, membership.Consumer, ids.ToArray(), cancellationToken).ConfigureAwait(false);
            }
            catch (StoreUnavailableException)
            {
                // The next round tries again.
            }
        }
    }

    private async ValueTask ReapAsync(CancellationToken cancellationToken)
    {
        foreach (string key in membership.Keys)
        {
            try
            {
                foreach (string gone in await environment.Store.ReapAsync(key, membership.Group, membership.Consumer, environment.Options.ReapAfter, cancellationToken).ConfigureAwait(false))
                {
                    environment.Logger.ConsumerReaped(gone, membership.Group, key, environment.Options.ReapAfter.TotalSeconds);
                }
            }
            catch (StoreUnavailableException)
            {
                return; // The next round tries again.
            }
        }
    }
}
