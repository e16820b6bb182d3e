namespace Nika.Messaging;

/// <summary><c>review_request</c>: the parent pod must validate a deliverable. Published by <see cref="IAlpha.RequestReviewAsync"/>.</summary>
/// <param name="JobId">The job.</param>
/// <param name="EntityId">The entity whose deliverable it is.</param>
/// <param name="Deliverable">Where it is: an artifact, a path, a link.</param>
/// <param name="Summary">What is to be looked at.</param>
[Message("review_request")]
[BusMessage(SignalKind.Request)]
public sealed partial record ReviewRequest(JobId JobId, EntityId EntityId, string Deliverable, string Summary);
