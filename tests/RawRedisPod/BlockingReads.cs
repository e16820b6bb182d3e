using StackExchange.Redis;

namespace RawRedisPod;

/// <summary>Waits for Redis on the pod's threads, and does so without.</summary>
internal sealed class BlockingReads(IDatabase database)
{
    public async Task RunAsync()
    {
        _ = database.StringGet("expires:string"); // NIKA202
        _ = database.Ping(); // NIKA202
        database.KeyExpire("expires:string", TimeSpan.FromMinutes(20)); // NIKA202
        _ = ReadNow();

        _ = await database.StringGetAsync("expires:string");
        _ = await database.PingAsync();
        database.KeyExpire("expires:string", TimeSpan.FromMinutes(20), CommandFlags.FireAndForget);

        var asked = database.StringGetAsync("expires:string");
        await asked;
        _ = asked.Result;
    }

    private string ReadNow()
    {
        var reading = database.StringGetAsync("expires:named");
        reading.Wait(); // NIKA201
        bool hasNamed = database.KeyExistsAsync("expires:named").Result; // NIKA201
        var span = database.PingAsync().GetAwaiter().GetResult(); // NIKA201
        return $"{hasNamed} {span}";
    }
}
