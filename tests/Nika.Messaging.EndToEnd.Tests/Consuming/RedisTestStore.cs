using Nika.Messaging.Redis;
using Nika.Messaging.Streams;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Consuming;

public sealed class RedisTestStore(params string[] arguments) : ITestStore
{
    public RedisServer Server { get; } = RedisServer.Start(arguments);

    public INikaBuilder Join(INikaBuilder builder) => builder.UseRedis(Server.Endpoint, WithPatience);

    public IStore Open()
    {
        var options = RedisOptions.Parse(Server.Endpoint);
        WithPatience(options);
        return new RedisStore(options);
    }

    public void Dispose() => Server.Dispose();

    // A machine that stands still for a second is no outage.
    private static void WithPatience(RedisOptions options) => options.ConnectTimeout = options.CommandTimeout = TimeSpan.FromSeconds(30);
}
