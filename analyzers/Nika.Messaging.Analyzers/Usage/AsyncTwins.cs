using System;
using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Analyzers;

/// <summary>
/// Finds the async twin of a method that waits for a file, a stream, a process, a server or a database: named for it, with the same
/// parameters and perhaps optional ones after them, returning a task of the same result. Each method is looked at once.
/// </summary>
internal sealed class AsyncTwins(Compilation compilation, TaskTypes tasks)
{
    /// <summary>A type that waits and is in none of the namespaces.</summary>
    public const string Process = "System.Diagnostics.Process";

    /// <summary>The namespaces of what waits, those within them too.</summary>
    public static readonly string[] Waiting = ["System.IO", "System.Net", "System.Data", "StackExchange.Redis"];

    private readonly ConcurrentDictionary<IMethodSymbol, IMethodSymbol?> twins = new(SymbolEqualityComparer.Default);
    private readonly INamedTypeSymbol? textWriter = compilation.GetTypeByMetadataName("System.IO.TextWriter");
    private readonly INamedTypeSymbol? textReader = compilation.GetTypeByMetadataName("System.IO.TextReader");

    public IMethodSymbol? Of(IMethodSymbol method) => twins.GetOrAdd(method.OriginalDefinition, Find);

    /// <summary>Whether what a call is made on may be more than memory.</summary>
    public bool MayWait(ITypeSymbol? receiver)
    {
        // A TextWriter may be anything, and is a StringWriter or the console as a rule.
        if (Is(receiver, textWriter) || Is(receiver, textReader))
        {
            return false;
        }

        for (var type = receiver; type is not null; type = type.BaseType)
        {
            if (type is { Name: "MemoryStream" or "UnmanagedMemoryStream" or "StringWriter" or "StringReader", ContainingNamespace: { Name: "IO", ContainingNamespace.Name: "System" } })
            {
                return false;
            }
        }

        return true;
    }

    private IMethodSymbol? Find(IMethodSymbol method)
    {
        if (method.MethodKind != MethodKind.Ordinary || method.Name.EndsWith("Async", StringComparison.Ordinal) || tasks.IsTask(method.ReturnType) || !Waits(method.ContainingType))
        {
            return null;
        }

        string name = method.Name + "Async";
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.BaseType)
        {
            if (FindIn(type, method, name) is { } twin)
            {
                return twin;
            }
        }

        foreach (var type in method.ContainingType.AllInterfaces)
        {
            if (FindIn(type, method, name) is { } twin)
            {
                return twin;
            }
        }

        return null;
    }

    private static bool Waits(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            string space = type.ContainingNamespace.ToDisplayString();
            if (space == "System.IO.Pipelines")
            {
                return false;
            }

            if (space == "System.Diagnostics" && type.Name == "Process")
            {
                return true;
            }

            foreach (string waiting in Waiting)
            {
                if (space.StartsWith(waiting, StringComparison.Ordinal) && (space.Length == waiting.Length || space[waiting.Length] == '.'))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private IMethodSymbol? FindIn(INamedTypeSymbol type, IMethodSymbol method, string name)
    {
        foreach (var member in type.GetMembers(name))
        {
            if (member is IMethodSymbol twin && IsTwin(twin, method))
            {
                return twin;
            }
        }

        return null;
    }

    private bool IsTwin(IMethodSymbol twin, IMethodSymbol method)
    {
        if (twin.IsStatic != method.IsStatic || twin.Arity != method.Arity || twin.DeclaredAccessibility < method.DeclaredAccessibility || twin.Parameters.Length < method.Parameters.Length)
        {
            return false;
        }

        var alike = twin.Arity == 0 ? twin : twin.Construct([.. method.TypeParameters]);
        for (int i = 0; i < alike.Parameters.Length; i++)
        {
            var parameter = alike.Parameters[i];
            bool isSame = i < method.Parameters.Length
                ? Is(parameter.Type, method.Parameters[i].Type) && parameter.RefKind == method.Parameters[i].RefKind && (parameter.IsOptional || !method.Parameters[i].IsOptional)
                : parameter.IsOptional;
            if (!isSame)
            {
                return false;
            }
        }

        return tasks.IsTask(alike.ReturnType, out var result) && (result is null ? method.ReturnsVoid : Is(result, method.ReturnType));
    }

    private static bool Is(ISymbol? symbol, ISymbol? other) => symbol is not null && SymbolEqualityComparer.Default.Equals(symbol, other);
}
