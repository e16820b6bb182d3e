namespace Nika.Messaging;

/// <summary><c>tool_call</c> on <c>agent:events:{session_id}</c>: a tool was called in a pod. <see cref="Tools"/> publishes it.</summary>
/// <param name="Tool">The tool's name.</param>
/// <param name="Duration">How long the call took.</param>
/// <param name="Succeeded">Whether it went well.</param>
/// <param name="Detail">What it was about, e.g. a path; null if nothing needs saying.</param>
/// <param name="Error">Why it failed, if that was said.</param>
[Message("tool_call")]
[Telemetry]
public readonly partial record struct ToolCall(string Tool, TimeSpan Duration, bool Succeeded, string? Detail = null, string? Error = null);
