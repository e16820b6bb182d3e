using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Nika.Messaging.Conformance.Memory;

/// <summary>Made-up events with whole envelopes, and the fields of their messages.</summary>
public static class TestEvents
{
    public static readonly DateTimeOffset April = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly TextField Note = new(MemoryPlace.Data, "note", "step_result");
    public static readonly IntegerField Step = new(MemoryPlace.Data, "step", "step_result");
    public static readonly NumberField Score = new(MemoryPlace.Data, "score", "step_result");
    public static readonly BooleanField Final = new(MemoryPlace.Data, "final", "step_result");
    public static readonly TimeField At = new(MemoryPlace.Data, "at", "step_result");
    public static readonly TextField Files = new(MemoryPlace.Data, "files", "step_result");
    public static readonly IntegerField Lines = new(MemoryPlace.Data, "lines", "step_result");

    public static readonly string[] Domains = ["hooks", "bus", "o'brien; --", "ärger"];
    public static readonly string[] Notes = ["a", "b", "", "3", "true"];
    public static readonly string[] FileNames = ["a.cs", "b.cs", "c d.md"];
    public static readonly string[] TagNames = ["slow", "nightly", "ü"];
    public static readonly PodName[] Pods = [new("alpha"), new("pod-7")];

    /// <summary>An event; what its envelope lacks is filled in.</summary>
    public static MemoryEvent Of(NikaMeta meta, string text = "something happened", string data = "{}")
    {
        meta.Id = meta.Id == Guid.Empty ? Guid.CreateVersion7() : meta.Id;
        meta.Timestamp = meta.Timestamp == default ? April : meta.Timestamp;
        meta.Type ??= "step_result";
        meta.Schema = Math.Max(1, meta.Schema);
        meta.Pod = meta.Pod.IsDefault ? Pods[0] : meta.Pod;
        return new MemoryEvent(text, meta, JsonOf(meta), Encoding.UTF8.GetBytes(data));
    }

    /// <summary>An event by chance, in the first milliseconds of April; its message's members may be there, null, empty or absent.</summary>
    public static MemoryEvent Random(Random random)
    {
        var data = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(data))
        {
            json.WriteStartObject();
            Maybe(json, random, "note", () => json.WriteStringValue(Pick(random, Notes)));
            Maybe(json, random, "step", () => json.WriteNumberValue(random.Next(-2, 5)));
            Maybe(json, random, "score", () => json.WriteNumberValue(random.Next(-3, 4) / 2.0));
            Maybe(json, random, "final", () => json.WriteBooleanValue(random.Next(2) == 0));
            Maybe(json, random, "at", () => json.WriteStringValue(Pick(random, ["2026-04-01T00:00:00.000250Z", "2026-04-01T02:00:00.000750+02:00", "2026-04-01", "someday"])));
            Maybe(json, random, "files", () => WriteList(json, random, file => json.WriteStringValue(file), FileNames));
            Maybe(json, random, "lines", () => WriteList(json, random, line => json.WriteNumberValue(line), [0, 10, 20]));
            json.WriteEndObject();
        }

        return Of(
            new NikaMeta
            {
                Timestamp = April.AddTicks(random.NextInt64(1000) * TimeSpan.TicksPerMicrosecond),
                Type = Pick(random, ["step_result", "job_changed"]),
                Schema = random.Next(1, 4),
                Pod = Pick(random, Pods),
                Status = random.Next(4) == 0 ? null : Pick(random, Enum.GetValues<EntityStatus>()),
                EntityKind = random.Next(4) == 0 ? null : Pick(random, Enum.GetValues<EntityKind>()),
                Domain = random.Next(4) == 0 ? null : Pick(random, Domains),
                JobId = random.Next(4) == 0 ? null : new JobId("job-" + random.Next(3)),
                Tags = [.. TagNames.Where(_ => random.Next(3) == 0)],
            },
            data: Encoding.UTF8.GetString(data.WrittenSpan));
    }

    private static byte[] JsonOf(NikaMeta meta)
    {
        var buffer = new Utf8Buffer();
        var writer = new Utf8Writer(buffer);
        NikaMeta.WriteJson(in meta, ref writer);
        writer.Complete();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Maybe(Utf8JsonWriter json, Random random, string name, Action write)
    {
        int chance = random.Next(6);
        if (chance == 0)
        {
            return;
        }

        json.WritePropertyName(name);
        if (chance == 1)
        {
            json.WriteNullValue();
        }
        else
        {
            write();
        }
    }

    private static void WriteList<T>(Utf8JsonWriter json, Random random, Action<T> write, T[] values)
    {
        json.WriteStartArray();
        foreach (var value in values)
        {
            if (random.Next(2) == 0)
            {
                write(value);
            }
        }

        json.WriteEndArray();
    }

    private static T Pick<T>(Random random, T[] values) => values[random.Next(values.Length)];
}
