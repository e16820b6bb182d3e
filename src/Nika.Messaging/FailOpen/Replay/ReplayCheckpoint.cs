using System.Text;

namespace Nika.Messaging;

/// <summary>
/// How far the replay has come, in a small file beside the local log: <c>{"segment":3,"offset":4096,"after":1760000000000,"left":0}</c>. A pod that was
/// killed begins there again; what it had sent beyond is found by its id on the server, from the time <c>after</c> on.
/// </summary>
/// <param name="Position">Every line before it has met its end.</param>
/// <param name="After">The server's clock, in Unix milliseconds, when that was so.</param>
/// <param name="Left">How many lines before it in the same file are of messages that are nowhere else.</param>
internal readonly record struct ReplayCheckpoint(LogPosition Position, long After, int Left)
{
    private const int MaxBytes = 4096;

    /// <summary>Reads the file.</summary>
    /// <returns>Null if there is none, or it says nothing readable.</returns>
    public static ReplayCheckpoint? Load(string path)
    {
        if (!File.Exists(path) || new FileInfo(path).Length > MaxBytes)
        {
            return null;
        }

        var reader = new JsonReader(File.ReadAllBytes(path));
        long segment = -1, offset = -1, after = -1;
        int left = 0;
        _ = reader.BeginObject();
        while (reader.NextMember(out var name))
        {
            _ = name.SequenceEqual("segment"u8) ? reader.TryReadInt64(out segment)
                : name.SequenceEqual("offset"u8) ? reader.TryReadInt64(out offset)
                : name.SequenceEqual("after"u8) ? reader.TryReadInt64(out after)
                : name.SequenceEqual("left"u8) ? reader.TryReadInt32(out left)
                : reader.SkipValue();
        }

        return reader.ReadEnd() && segment >= 0 && offset >= 0 && after >= 0 && left >= 0 ? new(new(segment, offset), after, left) : null;
    }

    /// <summary>Replaces the file in one step.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public void Save(string path)
    {
        string next = path + ".next";
        string text = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{{\"segment\":{Position.Segment},\"offset\":{Position.Offset},\"after\":{After},\"left\":{Left}}}\n");
        File.WriteAllBytes(next, Encoding.ASCII.GetBytes(text));
        File.Move(next, path, overwrite: true);
    }
}
