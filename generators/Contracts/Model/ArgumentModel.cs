namespace Nika.Messaging.Contracts;

/// <summary>An argument of the constructor.</summary>
/// <param name="Member">The index of the member it is.</param>
/// <param name="Parameter">The parameter's name as written in code, if it must be named because one before it was left out; else null.</param>
internal sealed record ArgumentModel(int Member, string? Parameter);
