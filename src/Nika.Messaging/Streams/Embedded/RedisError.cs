namespace Nika.Messaging.Streams.Embedded;

/// <summary>Why a command is refused, in the words of Redis: they end in the local log, where people look for what they know.</summary>
internal static class RedisError
{
    public const string WrongType = "WRONGTYPE Operation against a key holding the wrong kind of value";
    public const string NotAnInteger = "ERR value is not an integer or out of range";
    public const string HashValueNotAnInteger = "ERR hash value is not an integer";
    public const string Overflow = "ERR increment or decrement would overflow";
    public const string NoFields = "ERR wrong number of arguments: no fields";
}
