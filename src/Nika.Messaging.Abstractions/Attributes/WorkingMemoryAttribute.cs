namespace Nika.Messaging;


/// <summary>
/// The working-memory layer: hash <c>nika:wm:{job_id}:{artifact}</c>, time to live 1 h, at most 524,288 bytes over all fields.
/// The type needs a member <c>JobId</c> of type <see cref="JobId"/>.
/// </summary>
/// <param name="artifact">The artifact's name, e.g. <c>pages</c>, or a template over members of id types, e.g. <c>findings-{Task}</c>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class WorkingMemoryAttribute(string artifact) : Attribute
{
    /// <summary>The artifact's name or template.</summary>
    public string Artifact { get; } = artifact;
}
