namespace Nika.Messaging;

/// <summary>Why a request has no result.</summary>
/// <param name="Code">For programs: one of <see cref="RequestErrorCodes"/>, or what the handler said by a <c>RequestException</c>.</param>
/// <param name="Message">For people.</param>
/// <param name="IsRetriable">Whether asking again may help.</param>
public sealed record ReplyError(string Code, string Message, bool IsRetriable)
{
    /// <summary>Code and message.</summary>
    public override string ToString() => $"{Code}: {Message}";
}
