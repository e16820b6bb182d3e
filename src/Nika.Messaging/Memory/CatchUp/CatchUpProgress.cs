namespace Nika.Messaging;

/// <summary>How far a catch-up has come.</summary>
/// <param name="BytesRead">The bytes of the bus's files that are done with; those an earlier catch-up had done count too. 0 for a stream.</param>
/// <param name="BytesTotal">The bytes they had when the catch-up began.</param>
/// <param name="Messages">Messages looked at.</param>
/// <param name="Significant">Those of them that belong in memory.</param>
/// <param name="Restored">Those of these that were missing there.</param>
/// <param name="Unreadable">Lines or entries that could not be read.</param>
public readonly record struct CatchUpProgress(long BytesRead, long BytesTotal, long Messages, long Significant, long Restored, long Unreadable);
