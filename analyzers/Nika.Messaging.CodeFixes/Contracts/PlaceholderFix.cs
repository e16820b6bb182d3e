using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Nika.Messaging.Analyzers;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.CodeFixes;

/// <summary>NIKA104: names the member that a misspelt placeholder means, where one is nearer than all others.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PlaceholderFix))]
[Shared]
internal sealed class PlaceholderFix : DocumentFix
{
    public const string Key = RuleIds.UnknownPlaceholder + ".nearest";

    public override ImmutableArray<string> FixableDiagnosticIds => [RuleIds.UnknownPlaceholder];

    protected override IEnumerable<FixOption> OptionsFor(SyntaxNode node, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (diagnostic.Properties.TryGetValue(ProblemProperties.Subject, out string? placeholder)
            && node.FirstAncestorOrSelf<AttributeSyntax>() is { } attribute
            && attribute.Literal("{" + placeholder + "}") is { } key
            && attribute.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration
            && model.GetDeclaredSymbol(declaration, cancellationToken) is INamedTypeSymbol type
            && Nearest(placeholder!, type) is { } member)
        {
            yield return new FixOption($"Use '{{{member}}}'", Key, editor => editor.ReplaceNode(key, (current, _) =>
            {
                // Another placeholder of the same key may have been fixed before.
                var literal = (LiteralExpressionSyntax)current;
                return literal.WithText(literal.Token.ValueText.Replace("{" + placeholder + "}", "{" + member + "}"));
            }));
        }
    }

    /// <summary>The one id of the type whose name is nearest to a text; null if it is far from all, near to several, or the name of something else.</summary>
    private static string? Nearest(string placeholder, INamedTypeSymbol type)
    {
        var members = new List<(string Name, ITypeSymbol Type)>();
        for (var current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            members.AddRange(current.GetMembers().Where(member => member is { IsStatic: false, DeclaredAccessibility: Accessibility.Public }).Select(member => member switch
            {
                IPropertySymbol { IsIndexer: false } property => (property.Name, property.Type),
                IFieldSymbol { IsImplicitlyDeclared: false } field => (field.Name, field.Type),
                _ => ("", null!),
            }).Where(member => member.Name.Length > 0));
        }

        if (members.Exists(member => member.Name == placeholder))
        {
            return null;
        }

        int bound = Math.Max(1, placeholder.Length / 3);
        var near = members.Where(member => IsId(member.Type))
            .Select(member => (member.Name, Distance: EditDistance.Between(placeholder.Replace("_", ""), member.Name)))
            .Where(member => member.Distance <= bound)
            .OrderBy(member => member.Distance)
            .ToList();
        return near.Count == 0 || (near.Count > 1 && near[0].Distance == near[1].Distance) ? null : near[0].Name;
    }

    private static bool IsId(ITypeSymbol type) =>
        type.IsValueType && type.AllInterfaces.Any(candidate => candidate.Name == KnownNames.IdInterface && candidate.ContainingNamespace.ToDisplayString() == KnownNames.Namespace);
}
