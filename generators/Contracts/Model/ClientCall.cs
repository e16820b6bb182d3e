namespace Nika.Messaging.Contracts;

/// <summary>What a client's method does.</summary>
internal enum ClientCall
{
    Publish,
    PublishAsync,
    Set,
    SetAsync,
    Ask,
    AskStream,
    Messages,
    Subscribe,
    Get,
    Count,
    Facet,
    Scroll,
    Recall,
}
