using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Analyzers;

/// <summary>A step as its attribute says it.</summary>
internal sealed class PipelineStep(AttributeData attribute)
{
    public int Number { get; } = attribute.Argument<int>();

    public string Name { get; } = attribute.Argument<string>(1) ?? "";

    public string? Role { get; } = attribute.Named<string>("Role");

    public ITypeSymbol? Input { get; } = attribute.Named<ITypeSymbol>("Input");

    public ITypeSymbol? Output { get; } = attribute.Named<ITypeSymbol>("Output");

    public string? TimeLimit { get; } = attribute.Named<string>("TimeLimit");

    /// <summary>Null where it is not said.</summary>
    public int? Attempts { get; } = attribute.NamedArguments.Any(static argument => argument.Key == "Attempts") ? attribute.Named<int>("Attempts") : null;

    /// <summary>Where the number stands.</summary>
    public Location NumberLocation(CancellationToken cancellationToken) => PositionalLocation(0, cancellationToken);

    /// <summary>Where the name stands.</summary>
    public Location NameLocation(CancellationToken cancellationToken) => PositionalLocation(1, cancellationToken);

    /// <summary>Where a property is set.</summary>
    public Location LocationOf(string property, CancellationToken cancellationToken) =>
        LocationOf(argument => argument.NameEquals?.Name.Identifier.ValueText == property, cancellationToken);

    private Location PositionalLocation(int position, CancellationToken cancellationToken)
    {
        // Both may be written by name, in any order.
        string parameter = position == 0 ? "number" : "name";
        int seen = 0;
        return LocationOf(
            argument => argument.NameEquals is null && (argument.NameColon is { } named ? named.Name.Identifier.ValueText == parameter : seen++ == position),
            cancellationToken);
    }

    private Location LocationOf(System.Func<AttributeArgumentSyntax, bool> isIt, CancellationToken cancellationToken)
    {
        var syntax = attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) as AttributeSyntax;
        return (syntax?.ArgumentList?.Arguments.FirstOrDefault(isIt) ?? (SyntaxNode?)syntax)?.GetLocation() ?? Location.None;
    }
}
