using Nika.Messaging.Conformance.Suite;

namespace Nika.Messaging.Conformance.Embedded;

public sealed class EmbeddedAppend : AppendFacts<EmbeddedSubject>;

public sealed class EmbeddedRetention : RetentionFacts<EmbeddedSubject>;

public sealed class EmbeddedRange : RangeFacts<EmbeddedSubject>;

public sealed class EmbeddedGroup : GroupFacts<EmbeddedSubject>;

public sealed class EmbeddedClaim : ClaimFacts<EmbeddedSubject>;

public sealed class EmbeddedChangingKeys : ChangingKeysFacts<EmbeddedSubject>;

public sealed class EmbeddedTail : TailFacts<EmbeddedSubject>;

public sealed class EmbeddedHashes : HashFacts<EmbeddedSubject>;

public sealed class EmbeddedContracts : ContractFacts<EmbeddedSubject>;

public sealed class EmbeddedCounters : CounterFacts<EmbeddedSubject>;

public sealed class EmbeddedStrangers : StrangerFacts<EmbeddedSubject>;

public sealed class EmbeddedLostGroup : LostGroupFacts<EmbeddedSubject>;

public sealed class EmbeddedConcurrency : ConcurrencyFacts<EmbeddedSubject>;

public sealed class EmbeddedPosition : PositionFacts<EmbeddedSubject>;

public sealed class EmbeddedRelease : ReleaseFacts<EmbeddedSubject>;

public sealed class EmbeddedMembers : MemberFacts<EmbeddedSubject>;
