namespace Nika.Messaging.Journal;

/// <summary>Reads one line of the bus. Members may come in any order; those not known are ignored.</summary>
internal static class BusLineParser
{
    /// <summary>The line's own object lies around documents that may be as deep as any.</summary>
    private const int MaxDepth = JsonReader.DefaultMaxDepth + 1;

    [Flags]
    private enum Members
    {
        None = 0,
        Timestamp = 1,
        Type = 2,
        Meta = 4,
        Data = 8,
        Replayed = 16,
    }

    /// <summary>Reads a line.</summary>
    /// <returns>Null if it is not a line of the bus; <paramref name="fault"/> says why.</returns>
    public static BusLine? Parse(ReadOnlySpan<byte> line, long lineNumber, long offset, out string? fault)
    {
        var reader = new JsonReader(line, MaxDepth);
        DateTimeOffset timestamp = default;
        string type = "";
        NikaMeta meta = default;
        ReadOnlySpan<byte> data = default;
        bool replayed = false;
        var seen = Members.None;

        _ = reader.BeginObject();
        while (reader.NextMember(out var name))
        {
            var member = MemberOf(name);
            if ((seen & member) != Members.None)
            {
                _ = reader.FailDuplicate(NameOf(member));
                break;
            }

            seen |= member;
            _ = member switch
            {
                Members.Timestamp => reader.TryReadDateTimeOffset(out timestamp),
                Members.Type => reader.TryReadString(out type),
                Members.Meta => NikaMeta.TryReadJson(ref reader, out meta),
                Members.Data => reader.TryReadRaw(out data),
                Members.Replayed => TryReadMark(ref reader, out replayed),
                _ => reader.SkipValue(),
            };
        }

        foreach (var required in (ReadOnlySpan<Members>)[Members.Timestamp, Members.Type, Members.Meta, Members.Data])
        {
            if ((seen & required) == Members.None)
            {
                _ = reader.FailMissing(NameOf(required));
            }
        }

        if (!reader.ReadEnd())
        {
            fault = reader.Error.ToString();
            return null;
        }

        fault = null;
        return new(lineNumber, offset, timestamp, type, meta, data.ToArray(), replayed);
    }

    /// <summary>We write <c>1</c>, as in the stream entry; others may write <c>true</c> or <c>"1"</c>.</summary>
    private static bool TryReadMark(ref JsonReader reader, out bool replayed)
    {
        bool read = reader.TryReadRaw(out var value);
        replayed = value.SequenceEqual("1"u8) || value.SequenceEqual("true"u8) || value.SequenceEqual("\"1\""u8);
        return read;
    }

    private static Members MemberOf(ReadOnlySpan<byte> name) => name switch
    {
        _ when name.SequenceEqual("ts"u8) => Members.Timestamp,
        _ when name.SequenceEqual("type"u8) => Members.Type,
        _ when name.SequenceEqual("NIKA_META"u8) => Members.Meta,
        _ when name.SequenceEqual("data"u8) => Members.Data,
        _ when name.SequenceEqual("replayed"u8) => Members.Replayed,
        _ => Members.None,
    };

    private static string NameOf(Members member) => member switch
    {
        Members.Timestamp => "ts",
        Members.Type => "type",
        Members.Meta => "NIKA_META",
        Members.Data => "data",
        _ => "replayed",
    };
}
