using Nika.Messaging.Conformance.Suite;

namespace Nika.Messaging.Conformance.Redis;

public sealed class RedisAppend : AppendFacts<RedisSubject>;

public sealed class RedisRetention : RetentionFacts<RedisSubject>;

public sealed class RedisRange : RangeFacts<RedisSubject>;

public sealed class RedisGroup : GroupFacts<RedisSubject>;

public sealed class RedisClaim : ClaimFacts<RedisSubject>;

public sealed class RedisChangingKeys : ChangingKeysFacts<RedisSubject>;

public sealed class RedisTail : TailFacts<RedisSubject>;

public sealed class RedisHashes : HashFacts<RedisSubject>;

public sealed class RedisContracts : ContractFacts<RedisSubject>;

public sealed class RedisCounters : CounterFacts<RedisSubject>;

public sealed class RedisStrangers : StrangerFacts<RedisSubject>;

public sealed class RedisLostGroup : LostGroupFacts<RedisSubject>;

public sealed class RedisConcurrency : ConcurrencyFacts<RedisSubject>;

public sealed class RedisPosition : PositionFacts<RedisSubject>;

public sealed class RedisRelease : ReleaseFacts<RedisSubject>;

public sealed class RedisMembers : MemberFacts<RedisSubject>;
