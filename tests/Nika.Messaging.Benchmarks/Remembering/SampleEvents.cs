using System.Globalization;
using System.Text;

namespace Nika.Messaging.Benchmarks.Remembering;

/// <summary>Events as pods remember them, with vectors made beforehand: making them is not SQLite's work.</summary>
internal static class SampleEvents
{
    public static MemoryEvent[] Create(int count, Random random) => [.. Enumerable.Range(0, count).Select(i => One(i, random))];

    public static float[] Vector(Random random)
    {
        float[] vector = new float[HashedEmbeddings.Dimensions];
        for (int i = 0; i < vector.Length; i++)
        {
            vector[i] = random.NextSingle() - 0.5f;
        }

        return MemoryEmbedder.Normalized(vector).ToArray();
    }

    private static MemoryEvent One(int number, Random random)
    {
        var meta = new NikaMeta
        {
            Id = Guid.CreateVersion7(),
            Timestamp = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(number * 7.0),
            Type = "job_changed",
            Schema = 1,
            Pod = new("pod-7"),
            SessionId = new("session-1"),
            EntityId = new(string.Create(CultureInfo.InvariantCulture, $"task-{number}")),
            EntityKind = EntityKind.Job,
            RootId = new("proj-1"),
            JobId = new("job-1"),
            Status = EntityStatus.Failed,
            Domain = "hooks",
            Intent = "refactor",
        };
        var buffer = new Utf8Buffer();
        var writer = new Utf8Writer(buffer);
        NikaMeta.WriteJson(in meta, ref writer);
        writer.Complete();
        string text = string.Create(CultureInfo.InvariantCulture, $"the pre-commit hook number {number} failed: seventeen members were looked at and {random.Next(17)} were found");
        return new MemoryEvent(text, meta, buffer.WrittenSpan.ToArray(), Encoding.UTF8.GetBytes($$"""{"summary":"{{text}}"}""")) { Vector = Vector(random) };
    }
}
