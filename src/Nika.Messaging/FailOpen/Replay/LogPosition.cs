namespace Nika.Messaging;

/// <summary>A place in the local log.</summary>
/// <param name="Segment">The file's number.</param>
/// <param name="Offset">The byte in it: where a line begins.</param>
internal readonly record struct LogPosition(long Segment, long Offset);
