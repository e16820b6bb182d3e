using System.Globalization;
using Nika.Messaging;

namespace SixMonths;

/// <summary>A year of a swarm's jobs, November 2025 to October 2026: the same for the same seed.</summary>
internal sealed class YearOfEvents(int count, int seed)
{
    private static readonly DateTimeOffset Start = new(2025, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);
    private static readonly string[] Domains = ["hooks", "bus", "memory", "index", "review", "billing"];
    private static readonly string[] Intents = ["refactor", "fix", "audit", "test", "release"];
    private static readonly string[] Parts = ["the pre-commit hook", "the session store", "the nightly index", "the review queue", "the invoice export", "the lease of the worker"];

    private static readonly string[] Failures =
    [
        "timed out after thirty seconds", "ran out of disk space", "was refused by the server: permission denied", "broke on a file that is not valid UTF-8", "lost its connection twice and gave up",
    ];

    private static readonly string[] Successes = ["was rewritten and all tests passed", "was checked without findings", "is faster by a third now", "was split into smaller steps"];

    private readonly Random random = new(seed);
    private int made;

    /// <summary>The next batch; empty at the end.</summary>
    public MemoryEvent[] Next(int size)
    {
        var batch = new MemoryEvent[Math.Min(size, count - made)];
        for (int i = 0; i < batch.Length; i++, made++)
        {
            batch[i] = Create();
        }

        return batch;
    }

    private MemoryEvent Create()
    {
        bool isFailed = random.Next(5) == 0;
        string what = $"{Pick(Parts)} {Pick(isFailed ? Failures : Successes)}";
        var entity = new EntityId(string.Create(CultureInfo.InvariantCulture, $"job-{made + 1:000000}"));
        var message = new JobChanged(entity, isFailed ? EntityStatus.Failed : EntityStatus.Completed, what, 1 + random.Next(5), Math.Round(random.NextDouble() * 90, 1), Pick(Domains), Pick(Intents));
        var meta = new NikaMeta
        {
            // From the seed too: filling the same year again changes nothing.
            Id = NextId(),
            Timestamp = Start + (Year * ((made + random.NextDouble()) / count)),
            Type = "job_changed",
            Schema = 1,
            Pod = new PodName("worker-" + random.Next(1, 13).ToString(CultureInfo.InvariantCulture)),
            EntityId = entity,
            EntityKind = EntityKind.Job,
            Status = message.Status,
            Domain = message.Domain,
            Intent = message.Intent,
        };
        return new MemoryEvent(what, meta, JsonOf(in meta), JsonOf(message));
    }

    private static byte[] JsonOf(in NikaMeta meta)
    {
        var buffer = new Utf8Buffer();
        var writer = new Utf8Writer(buffer);
        NikaMeta.WriteJson(in meta, ref writer);
        writer.Complete();
        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] JsonOf(JobChanged message)
    {
        var buffer = new Utf8Buffer();
        return NikaJson.TryWrite(in message, buffer, out string? error) ? buffer.WrittenSpan.ToArray() : throw new InvalidOperationException(error);
    }

    private Guid NextId()
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private string Pick(string[] values) => values[random.Next(values.Length)];
}
