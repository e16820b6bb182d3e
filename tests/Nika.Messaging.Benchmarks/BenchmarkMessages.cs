namespace Nika.Messaging.Benchmarks;

/// <summary>Whose stream it is.</summary>
[Id]
internal readonly partial struct DeskId;

/// <summary>A message of about 200 bytes of JSON on a bounded stream.</summary>
[Message("bench_event")]
[Stream("bench:{Desk}:events")]
[Ttl("24h")]
[MaxLength(5000)]
[Meta(Domain = "bench", Intent = "measure", Tags = ["speed"])]
internal sealed partial record BenchEvent(DeskId Desk, EntityId EntityId, JobId JobId, long Number, double Score, string Summary);

/// <summary>The same on a stream that keeps all of it: what an outage holds up is counted there afterwards.</summary>
[Message("bench_kept")]
[Stream("bench:{Desk}:kept")]
[Ttl("24h")]
[Meta(Domain = "bench", Intent = "measure", Tags = ["speed"])]
internal sealed partial record BenchKept(DeskId Desk, EntityId EntityId, JobId JobId, long Number, double Score, string Summary);

internal static class Samples
{
    public static readonly BenchEvent Event = new(new("desk-1"), new("task-000123"), new("job-0042"), 4711, 0.8125,
        "seventeen members were looked at and all of them were found to be in good order today");

    public static readonly BenchKept Kept = new(Event.Desk, Event.EntityId, Event.JobId, Event.Number, Event.Score, Event.Summary);

    public static readonly BenchOrder Order = new(Event);
}
