namespace Nika.Messaging.Journal.Files;

/// <summary>A file of an <see cref="AppendQueue"/> and the lines that wait for it, in order.</summary>
/// <param name="path">The file.</param>
/// <param name="channel">Its name among the channels; null for the main file.</param>
internal sealed class AppendTarget(string path, string? channel)
{
    /// <summary>A buffer up to this size counts as small: an empty one is kept without asking.</summary>
    private const int SmallBytes = 64 * 1024;

    private const int FirstBytes = 512;

    /// <summary>A main file's buffer that a slow disk made larger is given back; batches of a busy pod are smaller.</summary>
    private const int MainKeptBytes = 8 * 1024 * 1024;

    private Utf8Buffer buffer = new(FirstBytes);
    private int start;

    public string Path { get; } = path;

    public string? Channel { get; } = channel;

    /// <summary>The open file; null while closed.</summary>
    public AppendFile? File { get; set; }

    /// <summary>Why the last write failed; null if it did not.</summary>
    public string? Fault { get; set; }

    /// <summary>The place among the open channels.</summary>
    public LinkedListNode<AppendTarget>? OpenPlace { get; set; }

    /// <summary>How many bytes a channel keeps for its next lines beyond a small buffer; 0 for the main file.</summary>
    public int KeptBytes { get; private set; }

    /// <summary>How many lines wait.</summary>
    public int Lines { get; private set; }

    /// <summary>The lines that wait, each with its newline.</summary>
    public ReadOnlySpan<byte> Pending => buffer.WrittenSpan[start..];

    public void Add(ReadOnlySpan<byte> line)
    {
        var writer = new Utf8Writer(buffer);
        writer.Raw(line);
        writer.Complete();
        Lines++;
    }

    /// <summary>Forgets the first lines.</summary>
    /// <param name="bytes">How many bytes they have.</param>
    /// <returns>How many lines they were.</returns>
    public int Remove(int bytes)
    {
        int lines = bytes == Pending.Length ? Lines : Pending[..bytes].Count((byte)'\n');
        Lines -= lines;
        start += bytes;
        if (Lines > 0)
        {
            return lines;
        }

        if (buffer.Length > Math.Max(SmallBytes, KeptBytes) && Channel is not null)
        {
            KeptBytes = buffer.Length;
        }

        start = 0;
        if (buffer.Length > MainKeptBytes && Channel is null)
        {
            buffer = new(FirstBytes);
        }

        buffer.Clear();
        return lines;
    }

    /// <summary>Gives back the room kept for the next lines. Only while none wait.</summary>
    public void GiveBack()
    {
        buffer = new(FirstBytes);
        KeptBytes = 0;
    }

    /// <summary>Forgets the last lines.</summary>
    /// <param name="bytes">How many bytes stay.</param>
    /// <returns>How many lines were forgotten.</returns>
    public int Truncate(int bytes)
    {
        int lines = Pending[bytes..].Count((byte)'\n');
        buffer.Length = start + bytes;
        Lines -= lines;
        return lines;
    }

    /// <summary>Gives back the room of lines already written, for a file that will have to wait.</summary>
    public void Compact()
    {
        if (start > 0)
        {
            var rest = new Utf8Buffer(Math.Max(Pending.Length, FirstBytes));
            var writer = new Utf8Writer(rest);
            writer.Raw(Pending);
            writer.Complete();
            buffer = rest;
            start = 0;
        }
    }
}
