using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Nika.Messaging.Analyzers;

namespace Nika.Messaging.CodeFixes;

/// <summary>NIKA111: makes a member's DateTime a DateTimeOffset, and the constructor parameter that sets it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OffsetFix))]
[Shared]
internal sealed class OffsetFix : DocumentFix
{
    public const string Key = RemarkIds.OffsetlessTime + ".offset";

    public override ImmutableArray<string> FixableDiagnosticIds => [RemarkIds.OffsetlessTime];

    protected override IEnumerable<FixOption> OptionsFor(SyntaxNode node, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (DeclarationOf(node) is not { } declaration
            || model.GetDeclaredSymbol(declaration, cancellationToken) is not { ContainingType: { } type } member
            || ParametersOf(type, member, cancellationToken) is not { } parameters)
        {
            yield break;
        }

        var names = parameters.Append(declaration)
            .Select(TypeOf)
            .Select(written => written?.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Where(name => IsDateTime(name, model, cancellationToken)).ToList() ?? [])
            .ToList();

        // An alias, or a parameter in another file: it would be changed by half.
        if (names.TrueForAll(found => found.Count > 0))
        {
            yield return new FixOption("Make it a DateTimeOffset", Key, editor =>
            {
                foreach (var name in names.SelectMany(found => found).Distinct())
                {
                    editor.ReplaceNode(name, static (current, _) =>
                        ((IdentifierNameSyntax)current).WithIdentifier(SyntaxFactory.Identifier("DateTimeOffset").WithTriviaFrom(((IdentifierNameSyntax)current).Identifier)));
                }
            });
        }
    }

    /// <summary>The member as it is declared; null where its own accessors take the value for what it was.</summary>
    private static SyntaxNode? DeclarationOf(SyntaxNode node) => node.FirstAncestorOrSelf<SyntaxNode>(static candidate => candidate is ParameterSyntax or PropertyDeclarationSyntax or VariableDeclaratorSyntax) switch
    {
        PropertyDeclarationSyntax { AccessorList.Accessors: var accessors } when accessors.Any(accessor => accessor.Body is not null || accessor.ExpressionBody is not null) => null,
        var declaration => declaration,
    };

    /// <summary>The constructor parameters that are called as the member and are of its type; null if one is in another file.</summary>
    private static List<SyntaxNode>? ParametersOf(INamedTypeSymbol type, ISymbol member, CancellationToken cancellationToken)
    {
        var memberType = member switch
        {
            IPropertySymbol property => property.Type,
            IFieldSymbol field => field.Type,
            IParameterSymbol parameter => parameter.Type,
            _ => null,
        };
        var file = member.DeclaringSyntaxReferences[0].SyntaxTree;
        var parameters = type.InstanceConstructors.SelectMany(constructor => constructor.Parameters)
            .Where(parameter => string.Equals(parameter.Name, member.Name, StringComparison.OrdinalIgnoreCase) && SymbolEqualityComparer.Default.Equals(parameter.Type, memberType))
            .SelectMany(parameter => parameter.DeclaringSyntaxReferences)
            .ToList();
        return parameters.TrueForAll(reference => reference.SyntaxTree == file) ? parameters.ConvertAll(reference => reference.GetSyntax(cancellationToken)) : null;
    }

    private static TypeSyntax? TypeOf(SyntaxNode declaration) => declaration switch
    {
        ParameterSyntax parameter => parameter.Type,
        PropertyDeclarationSyntax property => property.Type,
        VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax variable } => variable.Type,
        _ => null,
    };

    private static bool IsDateTime(IdentifierNameSyntax name, SemanticModel model, CancellationToken cancellationToken) =>
        name.Identifier.ValueText == nameof(DateTime) && model.GetSymbolInfo(name, cancellationToken).Symbol is ITypeSymbol { SpecialType: SpecialType.System_DateTime };
}
