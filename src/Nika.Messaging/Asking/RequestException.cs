namespace Nika.Messaging;

/// <summary>
/// Thrown by the handler of a request that knows there is no result: it is replied with at once, as <see cref="ReplyError"/>. The request is done with then: neither
/// delivered again nor kept among the dead letters.
/// </summary>
/// <param name="code">For programs, e.g. <c>not_found</c>.</param>
/// <param name="message">For people.</param>
/// <param name="isRetriable">Whether asking again may help.</param>
public sealed class RequestException(string code, string message, bool isRetriable = false) : Exception(message)
{
    /// <summary>For programs.</summary>
    public string Code { get; } = code;

    /// <summary>Whether asking again may help.</summary>
    public bool IsRetriable { get; } = isRetriable;
}
