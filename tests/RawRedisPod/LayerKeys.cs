using StackExchange.Redis;

namespace RawRedisPod;

/// <summary>Goes to keys of the library's layers by their text.</summary>
internal sealed class LayerKeys(IDatabase database)
{
    private const string Contract = "nika:contract:";

    public async Task RunAsync()
    {
        const string Job = "job-1";
        _ = await database.HashGetAllAsync("nika:wm:job-1:pages"); // NIKA206
        _ = await database.HashGetAllAsync($"nika:wm:{Job}:pages"); // NIKA206
        _ = await database.KeyExistsAsync(Contract + Job); // NIKA206
        _ = await database.KeyDeleteAsync(["nika:ipc:job-1", "mine:job-1"]); // NIKA206
        _ = await database.ExecuteAsync("XLEN", "nika:feed:entities"); // NIKA206
        await database.StringSetAsync("agent:state:session-1", "idle", TimeSpan.FromMinutes(10)); // NIKA206

        _ = await database.KeyExistsAsync("mine:wm:job-1");
        _ = await database.StringGetAsync("agents:state");
        Console.WriteLine("nika:wm:" + Job);
    }
}
