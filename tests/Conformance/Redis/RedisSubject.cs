using Nika.Messaging.Redis;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Conformance.Redis;

/// <summary>The store on a Redis server of the test's own. Time is real here.</summary>
public sealed class RedisSubject : StoreUnderTest, ISubject
{
    private readonly RedisServer server;

    private RedisSubject(RedisServer server)
        : base(new RedisStore(new RedisOptions { Endpoint = server.Endpoint, ConnectTimeout = Patience, CommandTimeout = Patience }), TimeProvider.System) => this.server = server;

    static StoreUnderTest ISubject.Create() => new RedisSubject(RedisServer.Start());

    public override Task ElapseAsync(TimeSpan time, Func<ValueTask<bool>> condition) => Wait.Until(condition, time + Patience);

    public override async Task DeleteAsync(string key)
    {
        using var client = server.Connect();
        Assert.Equal(1, client.Number("DEL", key));

        // Redis forgets a stream's last id with the stream, and numbers entries by the millisecond.
        string deletedAt = Milliseconds(client);
        await Wait.Until(() => Milliseconds(client) != deletedAt, Patience);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        server.Dispose();
    }

    private static string Milliseconds(RedisClient client)
    {
        object?[] time = client.List("TIME");
        return $"{time[0]}.{((string)time[1]!).PadLeft(6, '0')[..3]}";
    }
}
