namespace Nika.Messaging;


/// <summary>
/// The signalling layer: stream <c>nika:ipc:{job_id}</c>, time to live 2 h. The type needs a member <c>JobId</c> of type <see cref="JobId"/>.
/// </summary>
/// <param name="kind">The entry's <c>kind</c> field.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class SignalAttribute(SignalKind kind = SignalKind.Signal) : Attribute
{
    /// <summary>The entry's <c>kind</c> field. Default <see cref="SignalKind.Signal"/>.</summary>
    public SignalKind Kind { get; } = kind;
}
