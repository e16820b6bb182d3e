using Nika.Messaging.Streams;
using Nika.Messaging.Streams.Embedded;

namespace Nika.Messaging.EndToEnd.Consuming;

public sealed class EmbeddedConsumingTests : ConsumingTests
{
    private readonly EmbeddedServer server = new();

    protected override INikaBuilder Join(INikaBuilder builder) => builder.UseEmbedded(server);

    protected override IStore OpenStore() => new EmbeddedStore(server);

    protected override ValueTask EndAsync() => ValueTask.CompletedTask;
}
