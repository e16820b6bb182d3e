namespace Nika.Messaging.Contracts;

/// <summary>What a parameter of a client's method is for.</summary>
internal enum ClientRole
{
    Message,
    Key,
    Timeout,
    Field,
    Text,
    Filter,
    Limit,
    Cancellation,
}
