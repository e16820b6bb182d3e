namespace Nika.Messaging.EndToEnd.Consuming;

public sealed class RedisConsumingTests() : ConsumingTests(new RedisTestStore());

public sealed class RedisHandOverTests() : HandOverTests(new RedisTestStore());

public sealed class RedisLeaseTests() : LeaseTests(new RedisTestStore());

public sealed class RedisHandlerTimeTests() : HandlerTimeTests(new RedisTestStore());

public sealed class RedisOrderTests() : OrderTests(new RedisTestStore());

public sealed class RedisDeadLetterTests() : DeadLetterTests(new RedisTestStore());

public sealed class RedisGroupTests() : GroupTests(new RedisTestStore());

public sealed class RedisTakeOverTests() : TakeOverTests(new RedisTestStore());

[Collection(nameof(Alone))]
public sealed class RedisMalformedDataTests() : MalformedDataTests(new RedisTestStore());
