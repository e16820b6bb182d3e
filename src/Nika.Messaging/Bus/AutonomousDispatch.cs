namespace Nika.Messaging;

/// <summary><c>autonomous_dispatch</c>: a dispatch that the autonomy engine fired by chance. Published by <see cref="IAlpha.DispatchAsync"/>.</summary>
/// <param name="EntityId">What was dispatched.</param>
/// <param name="Probability">The chance it had, 0 to 1. The specification's is 0.03.</param>
/// <param name="Reason">Why it was considered.</param>
/// <param name="JobId">The job, if there is one.</param>
[Message("autonomous_dispatch")]
[BusMessage]
public sealed partial record AutonomousDispatch(EntityId EntityId, double Probability, string Reason, JobId? JobId = null);
