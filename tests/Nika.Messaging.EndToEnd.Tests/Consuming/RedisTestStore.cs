using Nika.Messaging.Redis;
using Nika.Messaging.Streams;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Consuming;

public sealed class RedisTestStore(params string[] arguments) : ITestStore
{
    public RedisServer Server { get; } = RedisServer.Start(arguments);

    public INikaBuilder Join(INikaBuilder builder) => builder.UseRedis(Server.Endpoint);

    public IStore Open() => new RedisStore(RedisOptions.Parse(Server.Endpoint));

    public void Dispose() => Server.Dispose();
}
