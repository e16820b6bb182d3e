namespace Nika.Messaging.Contracts;

/// <summary>How a value is written and read. The scalars are named as the methods of <c>JsonReader</c> and <c>Utf8Writer</c> are.</summary>
internal enum ValueKind
{
    String,
    Char,
    Boolean,
    SByte,
    Byte,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    Single,
    Double,
    Decimal,
    Guid,
    DateTimeOffset,

    /// <summary>An instant in UTC: of that kind only.</summary>
    DateTime,
    DateOnly,
    TimeOnly,
    TimeSpan,
    Uri,
    Version,

    /// <summary><c>JsonElement</c>, any JSON as it is.</summary>
    JsonElement,
    Enum,
    Id,

    /// <summary><c>byte[]</c>, as base64.</summary>
    Bytes,

    /// <summary><c>ReadOnlyMemory&lt;byte&gt;</c>, as base64.</summary>
    Memory,

    /// <summary><c>Memory&lt;byte&gt;</c>, as base64.</summary>
    MutableMemory,

    /// <summary>A message part, as an object.</summary>
    Part,

    /// <summary>What a user's codec says.</summary>
    Codec,

    /// <summary><c>T[]</c>, as an array.</summary>
    Array,

    /// <summary><c>ImmutableArray&lt;T&gt;</c>, as an array.</summary>
    ImmutableArray,

    /// <summary><c>List&lt;T&gt;</c>, as an array.</summary>
    List,

    /// <summary><c>IReadOnlyList&lt;T&gt;</c>, as an array.</summary>
    ReadOnlyList,

    /// <summary><c>Memory&lt;T&gt;</c>, as an array.</summary>
    MemoryOf,

    /// <summary><c>ReadOnlyMemory&lt;T&gt;</c>, as an array.</summary>
    ReadOnlyMemoryOf,

    /// <summary><c>HashSet&lt;T&gt;</c>, as an array.</summary>
    HashSet,

    /// <summary><c>IReadOnlySet&lt;T&gt;</c>, as an array.</summary>
    ReadOnlySet,

    /// <summary><c>ImmutableHashSet&lt;T&gt;</c>, as an array.</summary>
    ImmutableHashSet,

    /// <summary><c>FrozenSet&lt;T&gt;</c>, as an array.</summary>
    FrozenSet,

    /// <summary><c>Dictionary&lt;string, T&gt;</c>, as an object.</summary>
    Dictionary,

    /// <summary><c>IReadOnlyDictionary&lt;string, T&gt;</c>, as an object.</summary>
    ReadOnlyDictionary,

    /// <summary><c>ImmutableDictionary&lt;string, T&gt;</c>, as an object.</summary>
    ImmutableDictionary,

    /// <summary><c>FrozenDictionary&lt;string, T&gt;</c>, as an object.</summary>
    FrozenDictionary,
}
