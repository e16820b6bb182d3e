namespace Nika.Messaging.Consuming;

/// <summary>Tells of an entry of the entity feed that reached this pod.</summary>
internal delegate void EntitySeenCallback(in NikaMeta meta);
