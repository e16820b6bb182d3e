using Nika.Messaging.Journal.Files;

namespace Nika.Messaging;

/// <summary>
/// Where events wait while memory is away: <c>logs/memory/{pod}.jsonl</c>, a line each with <c>text</c>, <c>NIKA_META</c> and <c>data</c>, read back in order. A
/// killed pod's lines are found by the next one of its name; where reading had come to is not kept, since a repeated write is harmless. Used by one at a
/// time; its calls block.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="maxBytes">The most bytes it may have; more is not taken.</param>
internal sealed class MemoryLog(string path, long maxBytes) : IDisposable
{
    private const int BlockBytes = 256 * 1024;

    private readonly Utf8Buffer lines = new();
    private FileStream? file;
    private byte[] block = [];
    private long readTo;
    private long nextRead;
    private long inheritedEnd;

    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>Whether there are events to be read. False while the file cannot be used.</summary>
    public bool HasEvents => file is not null && readTo < file.Length;

    /// <summary>Lines that could not be read, and were passed over.</summary>
    public long Skipped { get; private set; }

    /// <summary>Whether what was last read is an earlier run's.</summary>
    public bool IsInherited => readTo < inheritedEnd;

    /// <summary>Looks for what an earlier run left.</summary>
    /// <returns>Null, or why the file cannot be used.</returns>
    public string? Open()
    {
        if (!File.Exists(Path))
        {
            return null;
        }

        string? fault = TryOpen();
        inheritedEnd = file?.Length ?? 0;
        return fault;
    }

    /// <summary>Appends events, all of them or none.</summary>
    /// <returns>Null, or why they are not taken.</returns>
    public string? TryAppend(ReadOnlySpan<MemoryEvent> events)
    {
        if (TryOpen() is { } fault)
        {
            return fault;
        }

        lines.Clear();
        var writer = new Utf8Writer(lines);
        foreach (var waiting in events)
        {
            writer.Raw("{\"text\":"u8);
            writer.String(waiting.Text);
            writer.Raw(",\"NIKA_META\":"u8);
            RawJson.Embed(ref writer, waiting.MetaJson.Span);
            writer.Raw(",\"data\":"u8);
            RawJson.Embed(ref writer, waiting.DataJson.Span);
            writer.Raw("}\n"u8);
        }

        writer.Complete();
        if (file!.Length + lines.Length > maxBytes)
        {
            return $"{Path} is full";
        }

        long before = file.Length;
        try
        {
            file.Position = before;
            file.Write(lines.WrittenSpan);
            file.Flush();
            return null;
        }
        catch (IOException exception)
        {
            Cut(before);
            return exception.Message;
        }
    }

    /// <summary>Reads the next events; they count as read with <see cref="Advance"/> only.</summary>
    /// <param name="count">The most.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public MemoryEvent[] Read(int count)
    {
        var events = new List<MemoryEvent>(count);
        int have = Fill(BlockBytes);
        var rest = block.AsSpan(0, have);
        nextRead = readTo;
        while (events.Count < count && rest.IndexOf((byte)'\n') is >= 0 and int end)
        {
            // What an earlier run left, and this run's, are counted differently: never both in one batch.
            if (nextRead == inheritedEnd && events.Count > 0)
            {
                break;
            }

            if (end > 0)
            {
                if (TryParse(rest[..end], out var read))
                {
                    events.Add(read);
                }
                else
                {
                    Skipped++;
                }
            }

            nextRead += end + 1;
            rest = rest[(end + 1)..];
        }

        return [.. events];
    }

    /// <summary>What was read is in memory. Once everything is, the file is emptied.</summary>
    public void Advance()
    {
        readTo = nextRead;
        if (!HasEvents)
        {
            Cut(0);
            readTo = inheritedEnd = 0;
        }
    }

    /// <summary>Closes the file, and deletes it if it holds nothing.</summary>
    public void Dispose()
    {
        bool isEmpty = file is { Length: 0 };
        file?.Dispose();
        file = null;
        if (isEmpty)
        {
            File.Delete(Path);
        }
    }

    private string? TryOpen()
    {
        if (file is not null)
        {
            return null;
        }

        try
        {
            _ = Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);

            // Nobody else writes here: two pods of one name would read one another's lines half written.
            file = new FileStream(Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
            EndLastLine(file);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            file = null;
            return exception.Message;
        }
    }

    // A writer may have been killed inside a line.
    private static void EndLastLine(FileStream opened)
    {
        if (opened.Length == 0)
        {
            return;
        }

        opened.Position = opened.Length - 1;
        if (opened.ReadByte() != '\n')
        {
            opened.WriteByte((byte)'\n');
        }
    }

    // Reads at least one whole line, if there is one.
    private int Fill(int atLeast)
    {
        int size = (int)Math.Min(atLeast, file!.Length - readTo);
        if (block.Length < size)
        {
            block = new byte[size];
        }

        file.Position = readTo;
        file.ReadExactly(block, 0, size);
        return block.AsSpan(0, size).Contains((byte)'\n') || size == file.Length - readTo ? size : Fill(checked(size * 2));
    }

    private void Cut(long length)
    {
        try
        {
            file!.SetLength(length);
        }
        catch (IOException)
        {
            // What is left then is whole lines, or a torn one that is passed over: read again, it is written again, harmlessly.
            EndLastLine(file!);
        }
    }

    private static bool TryParse(ReadOnlySpan<byte> line, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out MemoryEvent? read)
    {
        read = null;
        var reader = new JsonReader(line, JsonReader.DefaultMaxDepth + 1);
        string text = "";
        ReadOnlySpan<byte> metaJson = default, data = default;
        _ = reader.BeginObject();
        while (reader.NextMember(out var name))
        {
            _ = name.SequenceEqual("text"u8) ? reader.TryReadString(out text!)
                : name.SequenceEqual("NIKA_META"u8) ? reader.TryReadRaw(out metaJson)
                : name.SequenceEqual("data"u8) ? reader.TryReadRaw(out data)
                : reader.SkipValue();
        }

        var metaReader = new JsonReader(metaJson);
        if (!reader.ReadEnd() || !NikaMeta.TryReadJson(ref metaReader, out var meta))
        {
            return false;
        }

        read = new MemoryEvent(text ?? "", meta, metaJson.ToArray(), data.ToArray());
        return true;
    }
}
