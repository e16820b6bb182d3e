namespace Nika.Messaging.Faults;

/// <summary>Told of each message handled: the group, and the envelope's id.</summary>
public delegate Task Handled(string group, Guid id);
