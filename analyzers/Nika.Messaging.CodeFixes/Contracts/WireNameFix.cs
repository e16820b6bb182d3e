using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Text.RegularExpressions;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.CodeFixes;

/// <summary>NIKA114: writes a message's name in lower-case words joined by <c>_</c>. Such a message has never been sent, so nobody knows the old name.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WireNameFix))]
[Shared]
internal sealed class WireNameFix : DocumentFix
{
    public const string Key = RuleIds.InvalidWireName + ".snake_case";

    private static readonly Regex Separators = new("[^A-Za-z0-9]+", RegexOptions.CultureInvariant, System.TimeSpan.FromSeconds(1));

    public override ImmutableArray<string> FixableDiagnosticIds => [RuleIds.InvalidWireName];

    protected override IEnumerable<FixOption> OptionsFor(SyntaxNode node, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (node.FirstAncestorOrSelf<AttributeSyntax>() is { } attribute
            && attribute.ShortName() == "Message"
            && attribute.Literal("") is { } name
            && SnakeCase(name.Token.ValueText) is { } snakeCase
            && WireNames.IsMessageName(snakeCase))
        {
            yield return new FixOption($"Call it '{snakeCase}'", Key, editor => editor.ReplaceNode(name, (current, _) => ((LiteralExpressionSyntax)current).WithText(snakeCase)));
        }
    }

    private static string SnakeCase(string name) => WireNames.SnakeCase(Separators.Replace(name, "_").Trim('_'));
}
