using System.Text;
using Nika.Messaging.Streams;

namespace Nika.Messaging;

/// <summary>Reads one line of the local log. All members are required, in any order; those not known are ignored.</summary>
internal static class LocalLogParser
{
    /// <summary>The line and its fields lie around documents that may be as deep as any.</summary>
    private const int MaxDepth = JsonReader.DefaultMaxDepth + 2;

    private static readonly string[] Names = ["ts", "lane", "key", "kind", "failure", "reason", "ttl_ms", "maxlen", "retention_ms", "fields", "replay", "layer", "id", "after_ms", "memory_text"];

    /// <summary>How many of the names, from the first on, must be there.</summary>
    private const int Required = 13;

    public static LocalLogEntry? Parse(ReadOnlySpan<byte> line, out string? fault)
    {
        var reader = new JsonReader(line, MaxDepth);
        DateTimeOffset timestamp = default;
        string lane = "", key = "", reason = "";
        WriteKind kind = default;
        WriteFailure failure = default;
        long timeToLive = 0, maxLength = 0, retention = 0;
        ReadOnlySpan<byte> fields = default;
        bool replay = false;
        var id = Guid.Empty;
        var layer = MessageLayer.Stream;
        long after = 0;
        string? memoryText = null;
        int seen = 0;

        _ = reader.BeginObject();
        while (reader.NextMember(out var name))
        {
            int member = IndexOf(name);
            if (member >= 0 && (seen & (1 << member)) != 0)
            {
                _ = reader.FailDuplicate(Names[member]);
                break;
            }

            seen |= member >= 0 ? 1 << member : 0;
            _ = member switch
            {
                0 => reader.TryReadDateTimeOffset(out timestamp),
                1 => reader.TryReadString(out lane),
                2 => reader.TryReadString(out key),
                3 => TryReadKind(ref reader, out kind),
                4 => TryReadFailure(ref reader, out failure),
                5 => reader.TryReadString(out reason),
                6 => reader.TryReadInt64(out timeToLive),
                7 => reader.TryReadInt64(out maxLength),
                8 => reader.TryReadInt64(out retention),
                9 => reader.TryReadRaw(out fields),
                10 => reader.TryReadBoolean(out replay),
                11 => TryReadLayer(ref reader, out layer),
                12 => reader.TryReadGuid(out id),
                13 => reader.TryReadInt64(out after),
                14 => reader.TryReadString(out memoryText),
                _ => reader.SkipValue(),
            };
        }

        for (int member = 0; member < Required; member++)
        {
            if ((seen & (1 << member)) == 0)
            {
                _ = reader.FailMissing(Names[member]);
            }
        }

        if (!reader.ReadEnd())
        {
            fault = reader.Error.ToString();
            return null;
        }

        // Only now: what a field is depends on the kind, wherever that stands.
        if (!TryReadFields(fields, kind, out byte[] encoded, out fault))
        {
            return null;
        }

        return new()
        {
            Timestamp = timestamp,
            Id = id,
            Lane = lane,
            Key = Encoding.UTF8.GetBytes(key),
            Kind = kind,
            Failure = failure,
            Reason = reason,
            Replay = replay,
            After = after,
            Layer = layer,
            MemoryText = memoryText,
            TimeToLiveMilliseconds = timeToLive,
            MaxLength = maxLength,
            RetentionMilliseconds = retention,
            Fields = encoded,
        };
    }

    private static bool TryReadFields(ReadOnlySpan<byte> json, WriteKind kind, out byte[] encoded, out string? fault)
    {
        var buffer = new Utf8Buffer(json.Length + 64);
        var writer = new FieldWriter(buffer);
        var reader = new JsonReader(json, MaxDepth);
        _ = reader.BeginObject();
        while (reader.NextMember(out var name))
        {
            bool raw = LocalLogNames.IsJson(kind, name);
            writer.Begin(name);
            _ = raw ? reader.TryReadRaw(out var value) : reader.TryReadUtf8(out value);
            writer.Writer.Raw(value);
            writer.End();
        }

        bool read = reader.ReadEnd();
        fault = read ? null : reader.Error.ToString();
        writer.Complete();
        encoded = buffer.WrittenSpan.ToArray();
        return read;
    }

    private static bool TryReadKind(ref JsonReader reader, out WriteKind kind)
    {
        bool read = reader.TryReadUtf8(out var name);
        var known = LocalLogNames.KindOf(name);
        kind = known ?? default;
        return read && (known is not null || reader.FailUnknown("kind of write", name));
    }

    private static bool TryReadFailure(ref JsonReader reader, out WriteFailure failure)
    {
        bool read = reader.TryReadUtf8(out var name);
        var known = LocalLogNames.FailureOf(name);
        failure = known ?? default;
        return read && (known is not null || reader.FailUnknown("failure", name));
    }

    private static bool TryReadLayer(ref JsonReader reader, out MessageLayer layer)
    {
        bool read = reader.TryReadUtf8(out var name);
        var known = LocalLogNames.LayerOf(name);
        layer = known ?? default;
        return read && (known is not null || reader.FailUnknown("layer", name));
    }

    private static int IndexOf(ReadOnlySpan<byte> name)
    {
        for (int i = 0; i < Names.Length; i++)
        {
            if (Ascii.Equals(name, Names[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
