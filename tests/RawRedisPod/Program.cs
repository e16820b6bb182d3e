using RawRedisPod;
using StackExchange.Redis;

// usage: RawRedisPod HOST:PORT       writes to that Redis by StackExchange.Redis, past the library, and ends.
var connection = await ConnectionMultiplexer.ConnectAsync(args[0]);
var database = connection.GetDatabase();
await new LastingWrites(database).RunAsync();
await new ExpiringWrites(database).RunAsync();
await new BlockingReads(database).RunAsync();
await new LayerKeys(database).RunAsync();
await connection.CloseAsync();
