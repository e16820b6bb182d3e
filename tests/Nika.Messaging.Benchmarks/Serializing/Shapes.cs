using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using ProtoBuf;

namespace Nika.Messaging.Benchmarks;

/// <summary>Ten members, about 220 bytes of JSON. The same type is read and written by all peers.</summary>
[MessagePart]
[ProtoContract]
public sealed partial record JobRecord(
    [property: ProtoMember(1)] string JobId,
    [property: ProtoMember(2)] string EntityId,
    [property: ProtoMember(3)] int Step,
    [property: ProtoMember(4)] string Kind,
    [property: ProtoMember(5)] string Summary,
    [property: ProtoMember(6)] double Score,
    [property: ProtoMember(7)] long Tokens,
    [property: ProtoMember(8)] bool Done,
    [property: ProtoMember(9)] Guid TraceId,
    [property: ProtoMember(10)] int? Attempt)
{
    // protobuf-net makes an instance first and sets its members then.
    private JobRecord()
        : this("", "", 0, "", "", 0, 0, false, default, null)
    {
    }
}

/// <summary>Three members.</summary>
[MessagePart]
public sealed partial record StepEvent(string EntityId, int Step, string Summary);

/// <summary>A list of parts.</summary>
[MessagePart]
public sealed partial record Nested(string JobId, NestedStep[] Steps);

/// <summary>An element of <see cref="Nested"/>.</summary>
[MessagePart]
public sealed partial record NestedStep(int Number, string Name, double Score);

/// <summary>One text: long and with escapes, or not ASCII.</summary>
[MessagePart]
public sealed partial record TextDocument(string Name, string Text);

/// <summary>Numbers alone.</summary>
[MessagePart]
public sealed partial record Numbers(int A, int B, int C, long D, long E, ulong F, double G, double H, double I, decimal J, short K, byte L);

/// <summary>Names that are not known beforehand.</summary>
[MessagePart]
public sealed partial record Counters(string JobId, Dictionary<string, int> Counts);

/// <summary>The peer's serializers: generated as well, for the same types.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(JobRecord))]
[JsonSerializable(typeof(StepEvent))]
[JsonSerializable(typeof(Nested))]
[JsonSerializable(typeof(TextDocument))]
[JsonSerializable(typeof(Numbers))]
[JsonSerializable(typeof(Counters))]
internal sealed partial class PeerJson : JsonSerializerContext;

/// <summary>The values that are measured, and how a copy of each is made: it allocates what reading must, the object and its strings.</summary>
internal static class Shapes
{
    public static JobRecord Job { get; } = new(
        "job-0042", "task-000123", 17, "review", "seventeen members were looked at, all in good order", 0.8125, 48_213, true, new("0198c0de-0000-7000-8000-0000000000a1"), 2);

    public static StepEvent Event { get; } = new("task-000123", 17, "seventeen members were looked at");

    public static Nested Nested { get; } = new(
        "job-0042", [.. Enumerable.Range(0, 1000).Select(i => new NestedStep(i, "step-" + i.ToString(CultureInfo.InvariantCulture), i / 8.0))]);

    public static TextDocument Escapes { get; } = new("report.md", LongText());

    public static TextDocument NotAscii { get; } = new(
        "raport", string.Concat(Enumerable.Repeat("Zażółć gęślą jaźń; проверка текста без ошибок; 文字化けのない長い文章; ", 8)));

    public static Numbers Numbers { get; } = new(1, 42, -17_204, 48_213, -9_007_199_254_740_993, 18_000_000_000_000_000_000, 0.8125, 1234.5, 3.141592653589793, 19.99m, 1024, 7);

    public static Counters Counters { get; } = new(
        "job-0042", Enumerable.Range(0, 20).ToDictionary(i => "tool-" + i.ToString(CultureInfo.InvariantCulture), i => i * 37, StringComparer.Ordinal));

    public static JobRecord Copy(JobRecord of) => new(
        New(of.JobId), New(of.EntityId), of.Step, New(of.Kind), New(of.Summary), of.Score, of.Tokens, of.Done, of.TraceId, of.Attempt);

    public static StepEvent Copy(StepEvent of) => new(New(of.EntityId), of.Step, New(of.Summary));

    public static Nested Copy(Nested of)
    {
        var steps = new NestedStep[of.Steps.Length];
        for (int i = 0; i < steps.Length; i++)
        {
            steps[i] = new(of.Steps[i].Number, New(of.Steps[i].Name), of.Steps[i].Score);
        }

        return new(New(of.JobId), steps);
    }

    public static TextDocument Copy(TextDocument of) => new(New(of.Name), New(of.Text));

    /// <summary>The dictionary grows as it does where nobody knows how many come.</summary>
    public static Counters Copy(Counters of)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, count) in of.Counts)
        {
            counts.Add(New(name), count);
        }

        return new(New(of.JobId), counts);
    }

    public static Numbers Copy(Numbers of) => of with { };

    private static string New(string text) => new(text.AsSpan());

    private static string LongText()
    {
        var text = new StringBuilder();
        for (int line = 0; text.Length < 64 * 1024; line++)
        {
            _ = text.Append(CultureInfo.InvariantCulture, $"Line {line}: the \"quoted\" word and a path C:\\temp\\{line % 7}, then the rest of an ordinary line of text.\n");
        }

        return text.ToString();
    }
}
