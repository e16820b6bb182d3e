namespace Nika.Messaging;

/// <summary><c>parts_ended</c>: the end mark of a reply in parts. Published by the library, in reply to the request.</summary>
/// <param name="JobId">The job whose stream the request came on; <c>alpha</c> for Alpha's own.</param>
/// <param name="Count">How many parts there were.</param>
[Message("parts_ended")]
[Signal(SignalKind.Result)]
public sealed partial record PartsEnded(JobId JobId, long Count);
