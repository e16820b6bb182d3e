namespace Nika.Messaging.Contracts;

/// <summary>How a value is written and read. The scalars are named as the methods of <c>JsonReader</c> and <c>Utf8Writer</c> are.</summary>
internal enum ValueKind
{
    String,
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
    DateOnly,
    TimeSpan,
    Enum,
    Id,

    /// <summary><c>byte[]</c>, as base64.</summary>
    Bytes,

    /// <summary><c>ReadOnlyMemory&lt;byte&gt;</c>, as base64.</summary>
    Memory,

    /// <summary>A message part, as an object.</summary>
    Part,

    /// <summary><c>T[]</c>, as an array.</summary>
    Array,

    /// <summary><c>ImmutableArray&lt;T&gt;</c>, as an array.</summary>
    ImmutableArray,

    /// <summary><c>List&lt;T&gt;</c>, as an array.</summary>
    List,

    /// <summary><c>IReadOnlyList&lt;T&gt;</c>, as an array.</summary>
    ReadOnlyList,
}
