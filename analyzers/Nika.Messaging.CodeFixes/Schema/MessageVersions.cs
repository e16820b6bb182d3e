using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Nika.Messaging.Analyzers;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.CodeFixes;

/// <summary>Writes <c>Version = n</c> into <c>[Message]</c> attributes.</summary>
internal static class MessageVersions
{
    /// <summary>Raises each message that has findings, once, whatever part of it they are in.</summary>
    public static async Task<Solution> RaiseAsync(Solution solution, ProjectId project, IEnumerable<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var versions = new Dictionary<AttributeSyntax, string>();
        foreach (var diagnostic in diagnostics)
        {
            if (await AttributeOfAsync(solution.GetProject(project), diagnostic, cancellationToken).ConfigureAwait(false) is { } attribute)
            {
                versions[attribute] = diagnostic.Properties[SchemaIds.NextVersion] ?? "";
            }
        }

        foreach (var tree in versions.Keys.GroupBy(attribute => attribute.SyntaxTree))
        {
            var document = solution.GetDocument(tree.Key);
            if (document is not null)
            {
                var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
                solution = solution.WithDocumentSyntaxRoot(document.Id, root!.ReplaceNodes(tree, (old, _) => WithVersion(old, versions[old])));
            }
        }

        return solution;
    }

    /// <summary>The attribute of the message that the finding is in: its type may be in several files.</summary>
    private static async Task<AttributeSyntax?> AttributeOfAsync(Project? project, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (project?.GetDocument(diagnostic.Location.SourceTree) is not { } document
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root
            || root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration
            || model.GetDeclaredSymbol(declaration, cancellationToken) is not { } type)
        {
            return null;
        }

        var attribute = type.GetAttributes().FirstOrDefault(a => a.AttributeClass?.ToDisplayString() == KnownNames.MetadataName(KnownNames.MessageAttribute));
        return attribute?.ApplicationSyntaxReference is { } reference
            ? await reference.GetSyntaxAsync(cancellationToken).ConfigureAwait(false) as AttributeSyntax
            : null;
    }

    private static AttributeSyntax WithVersion(AttributeSyntax attribute, string version)
    {
        var value = SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(int.Parse(version, CultureInfo.InvariantCulture)));
        var arguments = attribute.ArgumentList ?? SyntaxFactory.AttributeArgumentList();
        var existing = arguments.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == "Version");
        return attribute.WithArgumentList(existing is null
            ? arguments.AddArguments(SyntaxFactory.AttributeArgument(value).WithNameEquals(Named("Version")))
            : arguments.ReplaceNode(existing.Expression, value.WithTriviaFrom(existing.Expression)));
    }

    private static NameEqualsSyntax Named(string name) =>
        SyntaxFactory.NameEquals(SyntaxFactory.IdentifierName(name).WithTrailingTrivia(SyntaxFactory.Space), SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space));
}
