using Nika.Messaging.Streams;
using Nika.Messaging.Streams.Embedded;

namespace Nika.Messaging.EndToEnd.Consuming;

public sealed class EmbeddedTestStore : ITestStore
{
    private readonly EmbeddedServer server = new();

    public INikaBuilder Join(INikaBuilder builder) => builder.UseEmbedded(server);

    public IStore Open() => new EmbeddedStore(server);

    public void Dispose()
    {
        // It goes with the test.
    }
}
