using Microsoft.Extensions.Logging.Abstractions;
using Nika.Messaging.Publishing;
using Nika.Messaging.Streams;
using Nika.Messaging.Streams.Embedded;

namespace Nika.Messaging.Tests.Telemetry;

/// <summary>An embedded store that takes nothing before it is woken, and tells each write's owner what became of it.</summary>
internal sealed class QuietStore : IWriteOutcomes, IAsyncDisposable
{
    private readonly EmbeddedStore store = new(new EmbeddedServer());
    private WriteLane? lane;

    public IStore Store => store;

    public WriteLane Lane => lane!;

    public static async Task<QuietStore> StartAsync(TimeProvider timeProvider)
    {
        var quiet = new QuietStore();
        await quiet.store.StartAsync(
            new StoreHost(timeProvider, NullLoggerFactory.Instance, new("quiet"), (name, wake) => quiet.lane = new WriteLane(name, wake, quiet, new(), timeProvider, NullLogger.Instance)),
            TestContext.Current.CancellationToken);
        return quiet;
    }

    void IWriteOutcomes.Delivered(in WriteHeader header, in EncodedWrite write) => header.Owner!.Answered(in header, failure: null);

    PublishResult IWriteOutcomes.Failed(in WriteHeader header, in EncodedWrite write, WriteFailure failure, string reason, string lane)
    {
        header.Owner!.Answered(in header, failure);
        return default;
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
