using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nika.Messaging.Sqlite.Tests.Recall;

/// <summary>The labelled events and queries; what they are is in the README beside them.</summary>
internal static class LabelledSet
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static IReadOnlyList<LabelledEvent> Events { get; } = Read<LabelledEvent>("events.jsonl");

    public static IReadOnlyList<LabelledQuery> Queries { get; } = Read<LabelledQuery>("queries.jsonl");

    private static T[] Read<T>(string file) =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Recall", file)).Select(line => JsonSerializer.Deserialize<T>(line, Json)!)];

    internal sealed record LabelledEvent(string Id, string Text);

    /// <param name="HeldBack">0 for tuning; 1 or 2 for the round of measuring it was held back for.</param>
    internal sealed record LabelledQuery(string Text, string Kind, IReadOnlyList<string> Relevant, int HeldBack = 0);
}
