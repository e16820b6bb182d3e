using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Nika.Messaging.Analyzers;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.CodeFixes;

/// <summary>NIKA131: numbers a pipeline's steps from 1 on: by their numbers, and as they are written where those are the same.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(StepNumberFix))]
[Shared]
internal sealed class StepNumberFix : DocumentFix
{
    public const string Key = PipelineIds.StepNumbers + ".count";

    public override ImmutableArray<string> FixableDiagnosticIds => [PipelineIds.StepNumbers];

    protected override IEnumerable<FixOption> OptionsFor(SyntaxNode node, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration
            && model.GetDeclaredSymbol(declaration, cancellationToken) is INamedTypeSymbol type
            && NumbersOf(type, declaration.SyntaxTree, cancellationToken) is { Count: > 0 } numbers)
        {
            yield return new FixOption("Number the steps from 1 on", Key, editor =>
            {
                for (int i = 0; i < numbers.Count; i++)
                {
                    string number = (i + 1).ToString(CultureInfo.InvariantCulture);
                    editor.ReplaceNode(numbers[i], (current, _) =>

                        // Each finding of the pipeline does the same: the node must be found again.
                        current.CopyAnnotationsTo(SyntaxFactory.ParseExpression(number).WithTriviaFrom(current)));
                }
            });
        }
    }

    /// <summary>The steps' numbers in the order of the steps; null unless all are written out, in this file.</summary>
    private static List<ExpressionSyntax>? NumbersOf(INamedTypeSymbol type, SyntaxTree file, CancellationToken cancellationToken)
    {
        var numbers = new List<(object? Value, ExpressionSyntax Written)>();
        foreach (var step in type.GetAttributes().Where(attribute => attribute.AttributeClass?.ToDisplayString() == KnownNames.MetadataName(KnownNames.StepAttribute)))
        {
            if (step.ApplicationSyntaxReference is not { } reference
                || reference.SyntaxTree != file
                || reference.GetSyntax(cancellationToken) is not AttributeSyntax { ArgumentList.Arguments: var arguments }
                || NumberOf(arguments) is not { } written
                || step.ConstructorArguments.IsEmpty)
            {
                return null;
            }

            numbers.Add((step.ConstructorArguments[0].Value, written));
        }

        return [.. numbers.OrderBy(number => number.Value as int? ?? 0).ThenBy(number => number.Written.SpanStart).Select(number => number.Written)];
    }

    private static ExpressionSyntax? NumberOf(SeparatedSyntaxList<AttributeArgumentSyntax> arguments)
    {
        var written = arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == "number") ?? arguments.FirstOrDefault(argument => argument is { NameColon: null, NameEquals: null });
        return written?.Expression is { } expression && expression is LiteralExpressionSyntax or PrefixUnaryExpressionSyntax { Operand: LiteralExpressionSyntax } ? expression : null;
    }
}
