using System.Text.Json;
using Nika.Messaging;
using Nika.Messaging.Journal;
using Nika.Messaging.Streams;

namespace RepoAudit.Swarm;

/// <summary>
/// Counts published envelope ids less those that every group acked. Published is what the pods' files say: the bus has what the
/// store answered, the local logs what it did not. Acked is what the store says of the three groups.
/// </summary>
public static class LostMessages
{
    private const string Feed = "nika:feed:entities";
    private const int PageSize = 1_000;
    private const int MostPending = 100_000;
    private static readonly string[] Groups = [ConsumerGroups.Orchestrator, ConsumerGroups.Worker, ConsumerGroups.Monitor];

    /// <summary>Counts what is lost of one audit.</summary>
    /// <param name="pod">Alpha's pod.</param>
    /// <param name="audit">The PROJ.</param>
    /// <param name="output">Where the pods write.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<long> CountAsync(NikaPod pod, EntityId audit, string output, CancellationToken cancellationToken)
    {
        var lost = await PublishedAsync(audit, output, cancellationToken);
        lost.ExceptWith(await AckedAsync(pod.Store, cancellationToken));
        return lost.Count;
    }

    private static async Task<HashSet<Guid>> PublishedAsync(EntityId audit, string output, CancellationToken cancellationToken)
    {
        var published = new HashSet<Guid>();
        await foreach (BusRecord record in BusReader.ReadAsync(BusFiles.Alpha(output), cancellationToken))
        {
            if (record is BusLine { Type: "entity_transition" } line && (line.Meta.RootId ?? line.Meta.EntityId) == audit)
            {
                published.Add(line.Meta.Id);
            }
        }

        string logs = Path.Combine(output, "logs");
        foreach (string log in Directory.Exists(logs) ? Directory.EnumerateFiles(logs, "*.jsonl") : [])
        {
            foreach (string line in File.ReadLines(log))
            {
                using var document = JsonDocument.Parse(line);
                JsonElement fields = document.RootElement.GetProperty("fields");
                if (document.RootElement.GetProperty("key").GetString() == Feed && Names(fields.GetProperty("NIKA_META"), audit))
                {
                    published.Add(fields.GetProperty("NIKA_META").GetProperty("id").GetGuid());
                }
            }
        }

        return published;
    }

    private static bool Names(JsonElement meta, EntityId audit) =>
        (meta.TryGetProperty("root_id", out JsonElement root) || meta.TryGetProperty("entity_id", out root)) && root.ValueEquals(audit.Value);

    private static async Task<HashSet<Guid>> AckedAsync(IStore store, CancellationToken cancellationToken)
    {
        var positions = new List<GroupPosition>();
        foreach (string group in Groups)
        {
            if (await store.PositionAsync(Feed, group, MostPending, cancellationToken) is not { } position)
            {
                return []; // A group that does not exist has acked nothing.
            }

            positions.Add(position);
        }

        StreamId last = positions.Min(static position => position.LastDelivered);
        HashSet<StreamId> pending = [.. positions.SelectMany(static position => position.Pending)];
        var acked = new HashSet<Guid>();
        var page = new EntryBatch();
        var from = StreamId.Zero;
        do
        {
            await store.RangeAsync(Feed, from, last, PageSize, page, cancellationToken);
            for (int i = 0; i < page.Count; i++)
            {
                StreamEntry entry = page[i];
                from = entry.Id with { Sequence = entry.Id.Sequence + 1 };
                if (!pending.Contains(entry.Id) && entry.TryGet("NIKA_META"u8, out var json))
                {
                    var reader = new JsonReader(json);
                    if (NikaMeta.TryReadJson(ref reader, out NikaMeta meta))
                    {
                        acked.Add(meta.Id);
                    }
                }
            }
        }
        while (page.Count == PageSize);

        return acked;
    }
}
