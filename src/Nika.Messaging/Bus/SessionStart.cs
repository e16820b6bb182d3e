namespace Nika.Messaging;

/// <summary><c>session_start</c>: a pod or Alpha starts up. Published by the pod itself, see <see cref="NikaOptions.SessionMessages"/>.</summary>
/// <param name="Host">The machine's name.</param>
/// <param name="ProcessId">The process.</param>
/// <param name="Handlers">The pod's handlers, each with its group.</param>
[Message("session_start")]
[BusMessage]
public sealed partial record SessionStart(string Host, int ProcessId, System.Collections.Immutable.ImmutableArray<string> Handlers);
