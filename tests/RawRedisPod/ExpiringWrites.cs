using StackExchange.Redis;

namespace RawRedisPod;

/// <summary>Writes with an expiry: in the write, after it, in its batch or transaction. None is reported, and none stays.</summary>
internal sealed class ExpiringWrites(IDatabase database)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    public async Task RunAsync()
    {
        await database.StringSetAsync("expires:string", "1", Kept);
        await database.StringSetAsync("expires:named", "1", expiry: Kept, when: When.NotExists);

        await database.HashSetAsync("expires:hash", "field", "1");
        await database.KeyExpireAsync("expires:hash", Kept);

        string key = "expires:list:" + Environment.ProcessId;
        await database.ListRightPushAsync(key, ["1", "2"]);
        await database.KeyExpireAsync(key, DateTime.UtcNow + Kept);

        await InBatchAsync("expires:batch");
        await InTransactionAsync("expires:transaction");
        Blocking();
    }

    private void Blocking()
    {
        database.StringSet("expires:blocking", "1", Kept);
        database.SortedSetAdd("expires:sorted", "1", 1.0);
        database.KeyExpire("expires:sorted", Kept);
    }

    private async Task InBatchAsync(RedisKey key)
    {
        var batch = database.CreateBatch();
        var writing = batch.StringIncrementAsync(key);
        var expiring = batch.KeyExpireAsync(key, Kept);
        batch.Execute();
        await Task.WhenAll(writing, expiring);
    }

    private async Task InTransactionAsync(string key)
    {
        var transaction = database.CreateTransaction();
        var writing = transaction.SetAddAsync(key, "1");
        var expiring = transaction.KeyExpireAsync(key, Kept);
        await transaction.ExecuteAsync();
        await Task.WhenAll(writing, expiring);
    }
}
