namespace Nika.Messaging;

/// <summary>How far a catch-up from the bus has come: <c>{"memory":"sqlite out/memory.db","first":"…","offset":4096}</c>.</summary>
/// <param name="Memory">The memory's description: another one begins at the start.</param>
/// <param name="First">The id of the file's first message, which tells the file even after it was renamed.</param>
/// <param name="Offset">Every line before it is done with.</param>
internal sealed record CatchUpCheckpoint(string Memory, Guid First, long Offset)
{
    private const int MaxBytes = 16 * 1024;

    /// <summary>Reads the file.</summary>
    /// <returns>Null if there is none for this memory, or it says nothing readable: then everything is looked at again, which is slow and harmless.</returns>
    public static CatchUpCheckpoint? Load(string path, string memory)
    {
        if (!File.Exists(path) || new FileInfo(path).Length > MaxBytes)
        {
            return null;
        }

        var reader = new JsonReader(File.ReadAllBytes(path));
        string? of = null;
        Guid first = default;
        long offset = -1;
        _ = reader.BeginObject();
        while (reader.NextMember(out var name))
        {
            _ = name.SequenceEqual("memory"u8) ? reader.TryReadString(out of)
                : name.SequenceEqual("first"u8) ? reader.TryReadGuid(out first)
                : name.SequenceEqual("offset"u8) ? reader.TryReadInt64(out offset)
                : reader.SkipValue();
        }

        return reader.ReadEnd() && string.Equals(of, memory, StringComparison.Ordinal) && offset >= 0 && first != Guid.Empty ? new(memory, first, offset) : null;
    }

    /// <summary>Replaces the file in one step.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public void Save(string path)
    {
        var buffer = new Utf8Buffer();
        var writer = new Utf8Writer(buffer);
        writer.Raw("{\"memory\":"u8);
        writer.String(Memory);
        writer.Raw(",\"first\":"u8);
        writer.Guid(First);
        writer.Raw(",\"offset\":"u8);
        writer.Int64(Offset);
        writer.Raw("}\n"u8);
        writer.Complete();
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);

        // Named for the process: two catch-ups at once must not write into one another's.
        string next = $"{path}.{Environment.ProcessId}.next";
        File.WriteAllBytes(next, buffer.WrittenSpan);
        File.Move(next, path, overwrite: true);
    }
}
