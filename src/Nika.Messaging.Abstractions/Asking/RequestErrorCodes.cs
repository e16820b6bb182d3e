namespace Nika.Messaging;

/// <summary>The codes of errors that the library itself replies with; handlers have their own beside them.</summary>
public static class RequestErrorCodes
{
    /// <summary>The handler threw in every delivery.</summary>
    public const string HandlerFailed = "handler_failed";

    /// <summary>The request could not be read by whoever got it: another version of it, or none.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>The pod that sent parts of the reply stopped before their end.</summary>
    public const string Interrupted = "interrupted";

    /// <summary>Nobody in the group handles such requests.</summary>
    public const string NoHandler = "no_handler";

    /// <summary>The handler's reply was refused: over the size limit, a default id, or for another stream than the request's.</summary>
    public const string ReplyRefused = "reply_refused";
}
