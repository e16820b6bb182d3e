using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Contracts;

/// <summary>What a client's method returns, taken apart. Holds symbols.</summary>
internal readonly struct ClientResult
{
    private ClientResult(ClientTask task, ITypeSymbol value)
    {
        Task = task;
        Value = value;
    }

    public ClientTask Task { get; }

    /// <summary>What is in the task or stream.</summary>
    public ITypeSymbol Value { get; }

    /// <summary>The one type argument of the value.</summary>
    public ITypeSymbol? Argument => Value is INamedTypeSymbol { Arity: 1 } named ? named.TypeArguments[0] : null;

    public static ClientResult Of(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { Name: "ValueTask", Arity: 1 } task when IsIn(task, "System", "Threading", "Tasks") => new(ClientTask.ValueTask, task.TypeArguments[0]),
        INamedTypeSymbol { Name: "IAsyncEnumerable", Arity: 1 } stream when IsIn(stream, "System", "Collections", "Generic") => new(ClientTask.Stream, stream.TypeArguments[0]),
        INamedTypeSymbol { Arity: 0 } => new(ClientTask.None, type),
        _ => new(ClientTask.Other, type),
    };

    /// <summary>Whether the value is a type of ours.</summary>
    public bool Is(string name) => Value is INamedTypeSymbol { Arity: 0 } && Value.IsInNika(name);

    /// <summary>Whether the value is a type of ours with one type argument.</summary>
    public bool IsOf(string name) => Value is INamedTypeSymbol { Arity: 1 } && Value.IsInNika(name);

    /// <summary>Whether a list of a type of ours is awaited.</summary>
    public bool IsListOf(string name) =>
        Task == ClientTask.ValueTask && Value is { Name: "IReadOnlyList" } && IsIn(Value, "System", "Collections", "Generic") && Argument.IsInNika(name);

    private static bool IsIn(ITypeSymbol type, string outer, string middle, string inner) =>
        type.ContainingNamespace is { ContainingNamespace: { ContainingNamespace: { ContainingNamespace.IsGlobalNamespace: true } first } second } third
        && first.Name == outer && second.Name == middle && third.Name == inner;
}
