using Nika.Messaging.Conformance.Memory.Suite;

namespace Nika.Messaging.Conformance.Memory.Qdrant;

public sealed class QdrantRemember : RememberFacts<QdrantSubject>;

public sealed class QdrantFilter : FilterFacts<QdrantSubject>;

public sealed class QdrantScroll : ScrollFacts<QdrantSubject>;

public sealed class QdrantFacet : FacetFacts<QdrantSubject>;

public sealed class QdrantRecall : RecallFacts<QdrantSubject>;

public sealed class QdrantForget : ForgetFacts<QdrantSubject>;
