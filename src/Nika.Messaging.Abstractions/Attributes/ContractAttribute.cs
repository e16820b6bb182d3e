namespace Nika.Messaging;


/// <summary>
/// The contract layer: hash <c>nika:contract:{job_id}</c>, time to live 2 h. On a <see cref="MessageAttribute"/> type, which needs a member
/// <c>JobId</c> of type <see cref="JobId"/>, without a name; on a static partial class with a name, which declares a pipeline of several pods:
/// its <see cref="StepAttribute"/>s say who does what, from what to what.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class ContractAttribute : Attribute
{
    /// <summary>A message of the contract layer.</summary>
    public ContractAttribute()
    {
    }

    /// <summary>A pipeline.</summary>
    /// <param name="name">Its name on the wire, the contract's field <c>name</c>: lower-case words joined by <c>_</c>.</param>
    public ContractAttribute(string name) => Name = name;

    /// <summary>The pipeline's name on the wire; null for a message.</summary>
    public string? Name { get; }

    /// <summary>The pipeline's own version, the contract's field <c>version</c>. Default 1.</summary>
    public int Version { get; set; } = 1;
}
