namespace Nika.Messaging.Contracts;

/// <summary>What a client's method gives its result in.</summary>
internal enum ClientTask
{
    None,
    ValueTask,
    Stream,
    Other,
}
