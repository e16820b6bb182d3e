namespace Nika.Messaging.Consuming;

/// <summary>Tells that an entity's event went to the dead letters.</summary>
internal delegate void EntityLostCallback(in NikaMeta meta, string error);
