namespace Nika.Messaging.Publishing;

/// <summary>Who publishes: what every envelope of the pod says about it.</summary>
internal sealed record PodIdentity(PodName Pod, SessionId Session, RoleName? Role);
