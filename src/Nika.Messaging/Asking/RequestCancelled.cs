namespace Nika.Messaging;

/// <summary><c>request_cancelled</c>: nobody waits any more for the reply to a request. Published by the library; whoever handles the request has its token cancelled.</summary>
/// <param name="JobId">The job whose stream the request went to; <c>alpha</c> for Alpha's own.</param>
/// <param name="RequestId">The request's envelope id.</param>
[Message("request_cancelled")]
[Signal]
public sealed partial record RequestCancelled(JobId JobId, Guid RequestId);
