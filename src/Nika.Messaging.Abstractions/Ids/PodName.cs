namespace Nika.Messaging;


/// <summary>A pod: <c>pod</c> in the envelope and the consumer's name in its groups.</summary>
[Id]
public readonly partial struct PodName;
