namespace Nika.Messaging;

/// <summary><c>parts_taken</c>: how far the asker has come with the parts of a reply; the worker stays within 64 parts of it. Published by the library.</summary>
/// <param name="JobId">The job whose stream the request went to; <c>alpha</c> for Alpha's own.</param>
/// <param name="RequestId">The request's envelope id.</param>
/// <param name="Count">How many parts were taken, from the first on.</param>
[Message("parts_taken")]
[Signal]
public sealed partial record PartsTaken(JobId JobId, Guid RequestId, long Count);
