namespace Nika.Messaging;


/// <summary>
/// The telemetry layer: stream <c>agent:events:{session_id}</c>, at most about 5,000 entries, time to live 24 h. Best effort:
/// never replayed. The session is the publishing pod's, unless the type has a member <c>SessionId</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class TelemetryAttribute : Attribute;
