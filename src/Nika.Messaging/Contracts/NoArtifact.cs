namespace Nika.Messaging;

/// <summary>What a step without an input works on, and one without an output makes: nothing.</summary>
public readonly record struct NoArtifact;
