using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Analyzers;

/// <summary>The framework's task types.</summary>
internal sealed class TaskTypes(Compilation compilation)
{
    private readonly INamedTypeSymbol? task = compilation.GetTypeByMetadataName("System.Threading.Tasks.Task");
    private readonly INamedTypeSymbol? taskOf = compilation.GetTypeByMetadataName("System.Threading.Tasks.Task`1");
    private readonly INamedTypeSymbol? valueTask = compilation.GetTypeByMetadataName("System.Threading.Tasks.ValueTask");
    private readonly INamedTypeSymbol? valueTaskOf = compilation.GetTypeByMetadataName("System.Threading.Tasks.ValueTask`1");

    /// <summary>Whether a type is Task or ValueTask, with or without a result.</summary>
    public bool IsTask(ITypeSymbol? type) =>
        type is INamedTypeSymbol { OriginalDefinition: var definition }
        && (Is(definition, task) || Is(definition, taskOf) || Is(definition, valueTask) || Is(definition, valueTaskOf));

    /// <summary>Whether a type is Task or ValueTask, and the type of its result; null for none.</summary>
    public bool IsTask(ITypeSymbol type, out ITypeSymbol? result)
    {
        result = type is INamedTypeSymbol { TypeArguments: { Length: 1 } arguments } ? arguments[0] : null;
        return IsTask(type);
    }

    private static bool Is(ISymbol symbol, ISymbol? other) => SymbolEqualityComparer.Default.Equals(symbol, other);
}
