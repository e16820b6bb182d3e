using Nika.Messaging.Redis;
using Nika.Messaging.Streams;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Consuming;

public sealed class RedisConsumingTests : ConsumingTests
{
    private readonly RedisServer server = RedisServer.Start();

    protected override INikaBuilder Join(INikaBuilder builder) => builder.UseRedis(server.Endpoint);

    protected override IStore OpenStore() => new RedisStore(RedisOptions.Parse(server.Endpoint));

    protected override ValueTask EndAsync()
    {
        server.Dispose();
        return ValueTask.CompletedTask;
    }
}
