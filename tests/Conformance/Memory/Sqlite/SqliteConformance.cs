using Nika.Messaging.Conformance.Memory.Suite;

namespace Nika.Messaging.Conformance.Memory.Sqlite;

public sealed class SqliteRemember : RememberFacts<SqliteSubject>;

public sealed class SqliteFilter : FilterFacts<SqliteSubject>;

public sealed class SqliteScroll : ScrollFacts<SqliteSubject>;

public sealed class SqliteFacet : FacetFacts<SqliteSubject>;

public sealed class SqliteRecall : RecallFacts<SqliteSubject>;

public sealed class SqliteForget : ForgetFacts<SqliteSubject>;
