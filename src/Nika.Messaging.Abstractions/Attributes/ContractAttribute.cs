namespace Nika.Messaging;


/// <summary>The contract layer: hash <c>nika:contract:{job_id}</c>, time to live 2 h. The type needs a member <c>JobId</c> of type <see cref="JobId"/>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class ContractAttribute : Attribute;
