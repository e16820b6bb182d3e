namespace Nika.Messaging;

/// <summary>An artifact as read; the problem's outcome is none if it is there.</summary>
internal readonly record struct HashRead<T>(ContractResult Problem, T? Value);
