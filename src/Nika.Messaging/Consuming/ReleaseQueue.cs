using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Consuming;

/// <summary>Hands entries back to the group, in batches, and rings the group's bell, so that whoever can handle them takes them at once.</summary>
internal sealed class ReleaseQueue(GroupMembership membership)
{
    private readonly Channel<Released> queue = Channel.CreateUnbounded<Released>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Hands an entry back.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="offer">What it is offered as, see <see cref="Offers"/>.</param>
    /// <param name="wasTried">Whether the delivery counts.</param>
    public void Add(in HeldEntry entry, string offer, bool wasTried) => queue.Writer.TryWrite(new(entry, offer, wasTried));

    /// <summary>No more come; <see cref="RunAsync"/> ends after the last.</summary>
    public void Complete() => queue.Writer.TryComplete();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var batch = new List<Released>();
        while (await queue.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            while (queue.Reader.TryRead(out var released))
            {
                batch.Add(released);
            }

            foreach (var alike in batch.GroupBy(static released => (released.Entry.Identity.Key, released.Offer, released.WasTried)))
            {
                await SendAsync(alike.Key.Key, alike.Key.Offer, alike.Key.WasTried, [.. alike.Select(static released => released.Entry)], cancellationToken).ConfigureAwait(false);
            }

            batch.Clear();
        }
    }

    private async ValueTask SendAsync(string key, string offer, bool wasTried, HeldEntry[] entries, CancellationToken cancellationToken)
    {
        var (group, store) = (membership.Group, membership.Environment.Store);
        try
        {
            long count = await store.ReleaseAsync(key, group, membership.Consumer, offer, Array.ConvertAll(entries, static entry => entry.Identity.Id), wasTried, cancellationToken).ConfigureAwait(false);
            membership.Environment.Counters.CountReleased(count);
            if (count > 0)
            {
                await GroupBells.RingAsync(store, group, membership.Consumer, GroupBells.ReleasedEvent, key, offer, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (StoreUnavailableException exception)
        {
            // They stay pending, and are claimed.
            membership.Environment.Logger.ReleaseFailed(entries.Length, key, group, exception.Message);
        }

        foreach (var entry in entries)
        {
            membership.InFlight.Remove(entry.Identity, entry.Hold);
        }
    }

    private readonly record struct Released(HeldEntry Entry, string Offer, bool WasTried);
}
