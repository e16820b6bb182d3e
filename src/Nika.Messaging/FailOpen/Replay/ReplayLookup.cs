using System.Text;
using Nika.Messaging.Publishing;
using Nika.Messaging.Streams;

namespace Nika.Messaging;

/// <summary>Looks on the server for messages whose outcome is unknown, by their envelope ids.</summary>
internal sealed class ReplayLookup(IStore store)
{
    private const int PageEntries = 512;

    // The server's clock may have been set back a little between two entries.
    private const long MarginMilliseconds = 1000;

    private readonly EntryBatch page = new();

    /// <summary>Finds which of the messages are stored.</summary>
    /// <param name="items">Stream messages.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StoreUnavailableException">The server cannot be asked now.</exception>
    public async ValueTask<HashSet<Guid>> FindAsync(IEnumerable<ReplayItem> items, CancellationToken cancellationToken)
    {
        var found = new HashSet<Guid>();
        foreach (var stream in items.GroupBy(static item => Encoding.UTF8.GetString(item.Key), StringComparer.Ordinal))
        {
            var wanted = stream.Select(static item => item.Header.Id).ToHashSet();
            long after = Math.Max(0, stream.Min(static item => item.After) - MarginMilliseconds);
            await FindAsync(stream.Key, new((ulong)after, 0), wanted, found, cancellationToken).ConfigureAwait(false);
        }

        return found;
    }

    private async ValueTask FindAsync(string key, StreamId from, HashSet<Guid> wanted, HashSet<Guid> found, CancellationToken cancellationToken)
    {
        do
        {
            await store.RangeAsync(key, from, StreamId.Max, PageEntries, page, cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < page.Count; i++)
            {
                if (IdOf(page[i]) is { } id && wanted.Remove(id))
                {
                    _ = found.Add(id);
                }
            }

            if (page.Count > 0)
            {
                from = page[page.Count - 1].Id.Next;
            }
        }
        while (page.Count == PageEntries && wanted.Count > 0);
    }

    private static Guid? IdOf(StreamEntry entry)
    {
        if (!entry.TryGet(WireFields.Meta, out var json))
        {
            return null;
        }

        var reader = new JsonReader(json);
        return NikaMeta.TryReadJson(ref reader, out var meta) ? meta.Id : null;
    }
}
