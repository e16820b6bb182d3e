namespace Nika.Messaging.Redis.Protocol;

/// <summary>The kinds of RESP values, RESP2 and RESP3. Nulls of either version, and of any type, are one kind.</summary>
internal enum RespKind : byte
{
    Null,
    Text,
    Error,
    Integer,
    Bulk,
    Boolean,
    Double,
    BigNumber,
    Verbatim,
    Array,
    Map,
    Set,
    Push,
    Attribute,
}
