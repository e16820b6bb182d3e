using StackExchange.Redis;

namespace RawRedisPod;

/// <summary>Writes without expiry. Each makes one key, and what is reported is true: it stays.</summary>
internal sealed class LastingWrites(IDatabase database)
{
    private const string Counter = "stays:counter";

    public async Task RunAsync()
    {
        await database.StringSetAsync("stays:string", "1"); // NIKA207
        await database.StringSetAsync("stays:null", "1", null); // NIKA207
        await database.StringIncrementAsync(Counter); // NIKA207
        await database.StringAppendAsync("stays:text", "more"); // NIKA207
        await database.HashSetAsync("stays:hash", [new HashEntry("field", 1)]); // NIKA207
        await database.HashIncrementAsync("stays:hash-counter", "field"); // NIKA207
        await database.ListRightPushAsync("stays:list", "1"); // NIKA207
        await database.SetAddAsync("stays:set", "1"); // NIKA207
        await database.SortedSetAddAsync("stays:sorted", "1", 1.0); // NIKA207
        await database.HyperLogLogAddAsync("stays:log", "1"); // NIKA207
        await MoveAsync("stays:list", "stays:moved");
        await InBatchAsync("stays:batch", "expires:batch-neighbour");
        await InTransactionAsync("stays:transaction");
        Blocking();
    }

    private void Blocking() => database.ListLeftPush("stays:blocking", "1"); // NIKA207

    private async Task MoveAsync(RedisKey from, RedisKey to)
    {
        await database.ListRightPushAsync(from, "2"); // NIKA207
        await database.ListRightPopLeftPushAsync(from, to); // NIKA207
    }

    /// <summary>The other key's expiry is no help.</summary>
    private async Task InBatchAsync(RedisKey key, RedisKey other)
    {
        var batch = database.CreateBatch();
        var writing = batch.SetAddAsync(key, "1"); // NIKA207
        var neighbour = batch.SetAddAsync(other, "1");
        var expiring = batch.KeyExpireAsync(other, TimeSpan.FromMinutes(10));
        batch.Execute();
        await Task.WhenAll(writing, neighbour, expiring);
    }

    private async Task InTransactionAsync(string key)
    {
        var transaction = database.CreateTransaction();
        var writing = transaction.HashSetAsync(key, "field", "1"); // NIKA207
        await transaction.ExecuteAsync();
        await writing;
    }
}
