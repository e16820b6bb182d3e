namespace Nika.Messaging;


/// <summary>
/// An orchestration message: stream <c>nika:ipc:{job_id}</c> if the type has a member <c>JobId</c> that is set, else <c>nika:ipc:alpha</c>;
/// time to live 2 h. Journaled in <c>_bus/alpha_bus.jsonl</c> and, if its envelope names an entity, in that entity's channel file.
/// </summary>
/// <param name="kind">The entry's <c>kind</c> field.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class BusMessageAttribute(SignalKind kind = SignalKind.Signal) : Attribute
{
    /// <summary>The entry's <c>kind</c> field. Default <see cref="SignalKind.Signal"/>.</summary>
    public SignalKind Kind { get; } = kind;

    /// <summary>Whether every message of this type goes to memory as well. Default false.</summary>
    public bool Remember { get; set; }
}
