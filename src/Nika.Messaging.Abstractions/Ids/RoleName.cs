namespace Nika.Messaging;


/// <summary>What a pod can do: <c>role</c> in the envelope, part of the groups <c>cg:worker:{role}</c> and <c>role:{role}</c>.</summary>
[Id]
public readonly partial struct RoleName;
