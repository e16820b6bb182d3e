namespace Nika.Messaging.Sqlite.Storage;

/// <summary>An event's place in the order of time; among events of one microsecond, the order of their rows.</summary>
internal readonly record struct ScrollPosition(long Microseconds, long Row);
