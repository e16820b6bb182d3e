namespace Nika.Messaging.EndToEnd.Consuming;

public sealed class EmbeddedConsumingTests() : ConsumingTests(new EmbeddedTestStore());

public sealed class EmbeddedHandOverTests() : HandOverTests(new EmbeddedTestStore());

public sealed class EmbeddedLeaseTests() : LeaseTests(new EmbeddedTestStore());

public sealed class EmbeddedHandlerTimeTests() : HandlerTimeTests(new EmbeddedTestStore());

public sealed class EmbeddedOrderTests() : OrderTests(new EmbeddedTestStore());

public sealed class EmbeddedDeadLetterTests() : DeadLetterTests(new EmbeddedTestStore());

public sealed class EmbeddedGroupTests() : GroupTests(new EmbeddedTestStore());

public sealed class EmbeddedTakeOverTests() : TakeOverTests(new EmbeddedTestStore());

[Collection(nameof(Alone))]
public sealed class EmbeddedMalformedDataTests() : MalformedDataTests(new EmbeddedTestStore());
