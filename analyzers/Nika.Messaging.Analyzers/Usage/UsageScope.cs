using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Analyzers;

/// <summary>Where the usage rules look: everywhere in a pod, in handlers elsewhere.</summary>
internal sealed class UsageScope
{
    private const string PodProperty = "build_property.NikaPod";

    private readonly INamedTypeSymbol? handlerAttribute;

    private UsageScope(Compilation compilation, AnalyzerOptions options)
    {
        handlerAttribute = compilation.GetTypeByMetadataName(KnownNames.MetadataName(KnownNames.HandlerAttribute));
        IsPod = options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue(PodProperty, out string? says) && bool.TryParse(says, out bool isPod)
            ? isPod
            : compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication;
    }

    /// <summary>Whether the project says <c>&lt;NikaPod&gt;true&lt;/NikaPod&gt;</c>, or says nothing and is a program.</summary>
    public bool IsPod { get; }

    /// <summary>The scope of a compilation; null if it does not reference the library, so that there is nothing to look at.</summary>
    public static UsageScope? Of(Compilation compilation, AnalyzerOptions options) =>
        compilation.GetTypeByMetadataName(KnownNames.MetadataName(KnownNames.Nika)) is null ? null : new UsageScope(compilation, options);

    /// <summary>Whether the code of a symbol is a pod's or a handler's.</summary>
    public bool Covers(ISymbol? symbol) => IsPod || IsInHandler(symbol);

    /// <summary>Whether a symbol is a handler, or lies in one.</summary>
    public bool IsInHandler(ISymbol? symbol)
    {
        for (var type = symbol as INamedTypeSymbol ?? symbol?.ContainingType; type is not null; type = type.ContainingType)
        {
            foreach (var attribute in type.GetAttributes())
            {
                if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, handlerAttribute))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
