using System.Collections.Concurrent;
using System.Text;
using Nika.Messaging.Publishing;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Redis.Tests;

/// <summary>Keeps what a lane reports; the text is the value of the write's first field.</summary>
internal sealed class Outcomes : IWriteOutcomes
{
    private readonly ConcurrentQueue<Outcome> all = new();

    public IReadOnlyCollection<Outcome> All => all;

    public IEnumerable<Outcome> Delivered => all.Where(static outcome => outcome.Failure is null);

    public Outcome Of(string text) => Assert.Single(all, outcome => outcome.Text == text);

    void IWriteOutcomes.Delivered(in WriteHeader header, in EncodedWrite write) => all.Enqueue(new(Text(in write), null, null));

    PublishResult IWriteOutcomes.Failed(in WriteHeader header, in EncodedWrite write, WriteFailure failure, string reason, string lane)
    {
        all.Enqueue(new(Text(in write), failure, reason));
        return new(PublishStatus.Degraded, header.Id, reason);
    }

    private static string Text(in EncodedWrite write)
    {
        var reader = new FieldReader(write.Fields);
        return reader.TryNext(out _, out var value) ? Encoding.UTF8.GetString(value) : "";
    }
}
