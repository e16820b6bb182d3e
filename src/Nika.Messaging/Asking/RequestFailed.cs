namespace Nika.Messaging;

/// <summary><c>request_failed</c>: a request has no result and gets none. Published by the library, in reply to the request.</summary>
/// <param name="JobId">The job whose stream the request came on; <c>alpha</c> for Alpha's own.</param>
/// <param name="Code">For programs: one of <see cref="RequestErrorCodes"/>, or what the handler said by a <see cref="RequestException"/>.</param>
/// <param name="Message">For people.</param>
/// <param name="IsRetriable">Whether asking again may help.</param>
[Message("request_failed")]
[Signal(SignalKind.Error)]
public sealed partial record RequestFailed(JobId JobId, string Code, string Message, bool IsRetriable);
