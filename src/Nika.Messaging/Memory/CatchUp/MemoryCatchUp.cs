using Nika.Messaging.Journal;
using Nika.Messaging.Journal.Files;
using Nika.Messaging.Streams;

namespace Nika.Messaging;

/// <summary>
/// Gives memory the significant events it lacks, by their envelope ids: from the JSONL bus, which has a line of every one that was delivered, and from
/// a stream, for the last lines that a killed pod owes the bus. Needs no pod. Safe to repeat, to cancel, and to run beside pods at work.
/// </summary>
public sealed class MemoryCatchUp
{
    private const int BatchSize = 256;

    private readonly IMemory memory;
    private readonly Dictionary<string, MessageDescriptor> known = new(StringComparer.Ordinal);

    /// <summary>Prepares a catch-up.</summary>
    /// <param name="memory">The memory to fill.</param>
    /// <param name="messages">
    /// The message types of the swarm, which say what belongs in memory and under which text; the library's own are known. A type that is not known is taken
    /// by its envelope (<see cref="NikaMeta.IsSignificant"/>), under its <c>summary</c>.
    /// </param>
    public MemoryCatchUp(IMemory memory, params IEnumerable<MessageDescriptor> messages)
    {
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentNullException.ThrowIfNull(messages);
        this.memory = memory;
        MessageDescriptor[] own =
        [
            MessageDescriptor.Of<EntityTransition>(),
            MessageDescriptor.Of<SessionStart>(),
            MessageDescriptor.Of<SessionEndSummary>(),
            MessageDescriptor.Of<SubagentCompleted>(),
            MessageDescriptor.Of<ReviewRequest>(),
            MessageDescriptor.Of<AutonomousDispatch>(),
            MessageDescriptor.Of<JobCompleted>(),
        ];
        foreach (var message in own.Concat(messages))
        {
            known[message.Name] = message;
        }
    }

    /// <summary>
    /// Reads the bus's files, those that were rotated first, from where the last catch-up for the same memory ended: that is kept in
    /// <c>logs/memory/catch-up.json</c>. Cancelled, it goes on there the next time.
    /// </summary>
    /// <param name="directory">The directory that holds <c>_bus</c> and <c>logs</c>.</param>
    /// <param name="progress">Told after each 256 lines.</param>
    /// <param name="cancellationToken">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="MemoryUnavailableException">Memory cannot be used now; what was done until then is kept.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public async ValueTask<CatchUpProgress> FromBusAsync(string directory, IProgress<CatchUpProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(directory);
        string[] files = [.. FilesOf(directory)];
        string checkpointPath = Path.Combine(directory, "logs", "memory", "catch-up.json");
        var checkpoint = CatchUpCheckpoint.Load(checkpointPath, memory.Description);
        var now = new CatchUpProgress { BytesTotal = files.Sum(static file => new FileInfo(file).Length) };

        // A file that was rotated since has another name, but the same first message.
        Guid[] firsts = new Guid[files.Length];
        for (int i = 0; i < files.Length; i++)
        {
            firsts[i] = await FirstOfAsync(files[i], cancellationToken).ConfigureAwait(false);
        }

        int start = checkpoint is null ? -1 : Array.IndexOf(firsts, checkpoint.First);
        for (int i = 0; i < files.Length; i++)
        {
            long offset = i < start ? new FileInfo(files[i]).Length : i == start ? checkpoint!.Offset : 0;
            now = now with { BytesRead = now.BytesRead + offset };
            if (i >= start)
            {
                now = await FromFileAsync(files[i], firsts[i], offset, checkpointPath, now, progress, cancellationToken).ConfigureAwait(false);
            }
        }

        return now;
    }

    /// <summary>Reads a stream from its oldest entry to the newest at this moment.</summary>
    /// <param name="store">The store.</param>
    /// <param name="key">The stream, e.g. <c>nika:feed:entities</c>.</param>
    /// <param name="progress">Told after each 256 entries.</param>
    /// <param name="cancellationToken">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="MemoryUnavailableException">Memory cannot be used now.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    public async ValueTask<CatchUpProgress> FromStreamAsync(IStore store, string key, IProgress<CatchUpProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var now = default(CatchUpProgress);
        var last = await store.LastIdAsync(key, cancellationToken).ConfigureAwait(false);
        var entries = new EntryBatch();
        var from = StreamId.Zero;
        while (true)
        {
            await store.RangeAsync(key, from, last, BatchSize, entries, cancellationToken).ConfigureAwait(false);
            if (entries.Count == 0)
            {
                return now;
            }

            var batch = new List<MemoryEvent>();
            for (int i = 0; i < entries.Count; i++)
            {
                var entry = entries[i];
                now = Take(in entry, batch, now);
            }

            now = await RestoreAsync(batch, now, cancellationToken).ConfigureAwait(false);
            progress?.Report(now);
            from = entries[entries.Count - 1].Id.Next;
        }
    }

    private static IEnumerable<string> FilesOf(string directory)
    {
        string current = BusFiles.Alpha(directory);
        if (Path.GetDirectoryName(current) is { } folder && Directory.Exists(folder))
        {
            // Rotated ones have the time in their names.
            string[] rotated = Directory.GetFiles(folder, Path.GetFileNameWithoutExtension(current) + ".*" + Path.GetExtension(current));
            Array.Sort(rotated, StringComparer.Ordinal);
            foreach (string file in rotated.Where(file => file != current))
            {
                yield return file;
            }
        }

        if (File.Exists(current))
        {
            yield return current;
        }
    }

    private static async ValueTask<Guid> FirstOfAsync(string file, CancellationToken cancellationToken)
    {
        await foreach (var record in BusReader.ReadAsync(file, cancellationToken).ConfigureAwait(false))
        {
            if (record is BusLine line)
            {
                return line.Meta.Id;
            }
        }

        return Guid.Empty;
    }

    private async ValueTask<CatchUpProgress> FromFileAsync(
        string file, Guid first, long offset, string checkpointPath, CatchUpProgress now, IProgress<CatchUpProgress>? progress, CancellationToken cancellationToken)
    {
        var batch = new List<MemoryEvent>();
        int lines = 0;
        long done = offset;
        await foreach (var raw in new LineReader(file, BusFiles.MaxLineBytes).ReadAsync(cancellationToken, offset).ConfigureAwait(false))
        {
            if (raw.Fault == LineReader.Torn)
            {
                // Its writer may be about to finish it.
                break;
            }

            // A batch is done once the line after it begins.
            if (lines == BatchSize)
            {
                now = await DoneAsync(raw.Offset).ConfigureAwait(false);
                lines = 0;
            }

            lines++;
            now = Take(raw, batch, now);
            done = raw.Offset + raw.Bytes.Length + 1;
        }

        return lines == 0 ? now : await DoneAsync(done).ConfigureAwait(false);

        async ValueTask<CatchUpProgress> DoneAsync(long end)
        {
            var restored = await RestoreAsync(batch, now with { BytesRead = now.BytesRead + end - offset }, cancellationToken).ConfigureAwait(false);
            batch.Clear();
            offset = end;
            new CatchUpCheckpoint(memory.Description, first, end).Save(checkpointPath);
            progress?.Report(restored);
            return restored;
        }
    }

    private CatchUpProgress Take(in RawLine raw, List<MemoryEvent> batch, CatchUpProgress now)
    {
        if (raw.Fault is not null || BusLineParser.Parse(raw.Bytes.Span, raw.Number, raw.Offset, out _) is not { } line)
        {
            return now with { Unreadable = now.Unreadable + 1 };
        }

        return Take(line.Type, line.Meta, line.Data, batch, now);
    }

    private CatchUpProgress Take(scoped in StreamEntry entry, List<MemoryEvent> batch, CatchUpProgress now)
    {
        if (!entry.TryGet("type"u8, out var type) || !entry.TryGet("NIKA_META"u8, out var meta) || !entry.TryGet("data"u8, out var data))
        {
            return now with { Unreadable = now.Unreadable + 1 };
        }

        var reader = new JsonReader(meta);
        return NikaMeta.TryReadJson(ref reader, out var envelope)
            ? Take(System.Text.Encoding.UTF8.GetString(type), envelope, data.ToArray(), batch, now)
            : now with { Unreadable = now.Unreadable + 1 };
    }

    private CatchUpProgress Take(string type, in NikaMeta meta, ReadOnlyMemory<byte> data, List<MemoryEvent> batch, CatchUpProgress now)
    {
        now = now with { Messages = now.Messages + 1 };
        _ = known.TryGetValue(type, out var descriptor);
        bool belongs = (descriptor?.Significance ?? Significance.ByStatus) switch
        {
            Significance.Always => true,
            Significance.ByStatus => meta.IsSignificant,
            _ => false,
        };
        if (!belongs)
        {
            return now;
        }

        string? member = descriptor is null ? "summary" : descriptor.MemoryTextMember;
        string text = (member is null ? null : TextOf(data.Span, member)) ?? type;
        batch.Add(new MemoryEvent(text, meta, EnvelopeJson.Of(in meta), data));
        return now with { Significant = now.Significant + 1 };
    }

    private static string? TextOf(ReadOnlySpan<byte> data, string member)
    {
        var reader = new JsonReader(data);
        byte[] wanted = System.Text.Encoding.UTF8.GetBytes(member);
        _ = reader.BeginObject();
        while (reader.NextMember(out var name))
        {
            if (name.SequenceEqual(wanted))
            {
                return reader.TryReadString(out string? text) ? text : null;
            }

            _ = reader.SkipValue();
        }

        return null;
    }

    // Only what is missing: making vectors may cost more than asking.
    private async ValueTask<CatchUpProgress> RestoreAsync(List<MemoryEvent> batch, CatchUpProgress now, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
        {
            return now;
        }

        var there = await memory.GetAsync([.. batch.Select(static candidate => candidate.Id)], cancellationToken).ConfigureAwait(false);
        var ids = there.Select(static found => found.Id).ToHashSet();
        MemoryEvent[] missing = [.. batch.Where(candidate => !ids.Contains(candidate.Id))];
        if (missing.Length > 0)
        {
            await memory.RememberAsync(missing, cancellationToken).ConfigureAwait(false);
        }

        return now with { Restored = now.Restored + missing.Length };
    }
}
