namespace Nika.Messaging;

/// <summary>How often a tool was called on a day, by all pods.</summary>
/// <param name="Tool">The tool's name; <c>(other)</c> for those past a pod's first 1,000.</param>
/// <param name="Calls">Calls that ended on that day.</param>
/// <param name="Errors">Those of them that failed.</param>
public sealed record ToolCount(string Tool, long Calls, long Errors);
