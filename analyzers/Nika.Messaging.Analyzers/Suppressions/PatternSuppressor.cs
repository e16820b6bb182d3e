using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Analyzers;

/// <summary>Suppresses false alarms of other analyzers and the compiler about messages, parts and handlers.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class PatternSuppressor : DiagnosticSuppressor
{
    private static readonly ImmutableArray<SuppressionDescriptor> All =
        [Suppressions.SetByReader, Suppressions.CalledOnInstance, .. Suppressions.SaysWhatIsHandled, .. Suppressions.WireForm];

    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions => All;

    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            var suppression = All.First(candidate => candidate.SuppressedDiagnosticId == diagnostic.Id);
            bool isFalse = suppression.Id switch
            {
                "NIKA301" => IsSetByReader(diagnostic, context),
                "NIKA302" => SymbolAt(diagnostic.Location, context) is IMethodSymbol method && IsDispatchedTo(method),
                "NIKA303" => SymbolAt(diagnostic.Location, context) is IParameterSymbol { Ordinal: 0, ContainingSymbol: IMethodSymbol method } && IsDispatchedTo(method),
                _ => SymbolAt(diagnostic.Location, context) is { ContainingType: not null } member && WireMemberOf(member, context.CancellationToken) is not null,
            };
            if (isFalse)
            {
                context.ReportSuppression(Suppression.Create(suppression, diagnostic));
            }
        }
    }

    /// <summary>Reported at the constructor, with the member as an additional place.</summary>
    private static bool IsSetByReader(Diagnostic diagnostic, SuppressionAnalysisContext context) =>
        SymbolAt(diagnostic.Location, context) is IMethodSymbol { MethodKind: MethodKind.Constructor, DeclaredAccessibility: Accessibility.Private, Parameters.IsEmpty: true }
        && diagnostic.AdditionalLocations.Select(location => SymbolAt(location, context)).FirstOrDefault() is { } member
        && WireMemberOf(member, context.CancellationToken) is { Parameter: null, Model.IsRequired: true };

    private static bool IsDispatchedTo(IMethodSymbol method) =>
        method is { Name: KnownNames.HandleMethod, DeclaredAccessibility: Accessibility.Public, Parameters: { IsEmpty: false } parameters }
        && method.ContainingType.FindAttribute(KnownNames.HandlerAttribute) is not null
        && parameters[0].Type is INamedTypeSymbol message
        && message.FindAttribute(KnownNames.MessageAttribute) is not null;

    /// <summary>The member of a message or part that is on the wire; null if it is none. A positional record's are declared as parameters.</summary>
    private static ParsedMember? WireMemberOf(ISymbol member, CancellationToken cancellationToken)
    {
        foreach (var candidate in Parts.MembersOf(member.ContainingType, cancellationToken))
        {
            if (candidate.Model is not null && candidate.Name == member.Name)
            {
                return candidate;
            }
        }

        return null;
    }

    private static ISymbol? SymbolAt(Location location, SuppressionAnalysisContext context)
    {
        if (location.SourceTree is not { } tree)
        {
            return null;
        }

        var node = tree.GetRoot(context.CancellationToken).FindNode(location.SourceSpan, getInnermostNodeForTie: true)
            .FirstAncestorOrSelf<SyntaxNode>(static candidate => candidate is BaseMethodDeclarationSyntax or PropertyDeclarationSyntax or VariableDeclaratorSyntax or ParameterSyntax or BaseTypeDeclarationSyntax);
        return node is null ? null : context.GetSemanticModel(tree).GetDeclaredSymbol(node, context.CancellationToken);
    }
}
