using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Analyzers;

/// <summary>Warns of what a valid message or part hardly does as meant.</summary>
internal sealed class ContractRemarks(INamedTypeSymbol type, IReadOnlyList<ParsedMember> members, SymbolAnalysisContext context)
{
    public void OfMessage(MessageModel message)
    {
        OfPart();
        ReportBoundsWithoutEffect(message.Layer);
        ReportPipelineNameWithoutEffect(message.Layer);
        ReportMemoryTextsWithoutEffect(message);
        ReportUnfindableEvent(message);
        ReportJournaledSecrets(message.Layer);
    }

    public void OfPart()
    {
        foreach (var member in members)
        {
            if (member.Model is not { } model)
            {
                continue;
            }

            if (!WireNames.NeedsNoQuoting(model.WireName))
            {
                Report(ContractRules.Of(RemarkIds.UnusualWireName), LocationOf(member, KnownNames.WireNameAttribute), type.Name + "." + member.Name, model.WireName);
            }

            if (HoldsOffsetlessTime(model.Value))
            {
                Report(ContractRules.Of(RemarkIds.OffsetlessTime), LocationOf(member), type.Name + "." + member.Name);
            }
        }
    }

    /// <summary>Steps belong to a pipeline, which a class is that says its name.</summary>
    public void OfStepsWithoutPipeline()
    {
        if (type.FindAttribute(KnownNames.ContractAttribute)?.Argument<string>() is not null)
        {
            return;
        }

        foreach (var step in type.GetAttributes().Where(attribute => attribute.AttributeClass.IsInNika(KnownNames.StepAttribute)))
        {
            Report(ContractRules.Of(RemarkIds.WithoutEffect), LocationOf(step), type.Name, ShortName(KnownNames.StepAttribute), "only a class with [Contract(\"…\")] has steps");
        }
    }

    private static bool HoldsOffsetlessTime(ValueModel value) =>
        value.Kind == ValueKind.DateTime || (value.Element is { } element && HoldsOffsetlessTime(element));

    private void ReportPipelineNameWithoutEffect(Layer layer)
    {
        if (layer == Layer.Contract
            && type.FindAttribute(KnownNames.ContractAttribute) is { } contract
            && !(contract.ConstructorArguments.IsEmpty && contract.NamedArguments.IsEmpty))
        {
            Report(ContractRules.Of(RemarkIds.WithoutEffect), LocationOf(contract), type.Name, "Contract(…)", "a message has its name and version from [Message], and a pipeline is a class of its own");
        }
    }

    private void ReportBoundsWithoutEffect(Layer layer)
    {
        if (layer == Layer.Stream)
        {
            return;
        }

        foreach (string bound in new[] { KnownNames.MaxLengthAttribute, KnownNames.RetentionAttribute })
        {
            if (type.FindAttribute(bound) is { } attribute)
            {
                Report(ContractRules.Of(RemarkIds.WithoutEffect), LocationOf(attribute), type.Name, ShortName(bound), "only a [Stream] takes a bound of its own");
            }
        }
    }

    private void ReportMemoryTextsWithoutEffect(MessageModel message)
    {
        foreach (var member in members)
        {
            if (member.Identifier != message.MemoryText && member.FindAttribute(KnownNames.MemoryTextAttribute) is { } attribute)
            {
                string reason = member.Type.SpecialType == SpecialType.System_String ? "an earlier member is the text already" : "the text is a string";
                Report(ContractRules.Of(RemarkIds.WithoutEffect), LocationOf(attribute), type.Name + "." + member.Name, ShortName(KnownNames.MemoryTextAttribute), reason);
            }
        }
    }

    private void ReportUnfindableEvent(MessageModel message)
    {
        bool isFound = message.Meta.Domain is not null || message.Meta.Intent is not null || message.Meta.Feeds.Any(f => f.Field is "Domain" or "Intent");
        if (message.Layer == Layer.EntityFeed && !isFound)
        {
            Report(ContractRules.Of(RemarkIds.UnfindableEvent), type.Locations[0], type.Name);
        }
    }

    private void ReportJournaledSecrets(Layer layer)
    {
        if (layer is Layer.Bus or Layer.EntityFeed)
        {
            foreach (var member in members)
            {
                foreach (string path in Secrets.In(member, context.CancellationToken))
                {
                    Report(ContractRules.Of(RemarkIds.JournaledSecret), LocationOf(member), type.Name, path);
                }
            }
        }
    }

    private void Report(DiagnosticDescriptor rule, Location location, params object[] arguments) =>
        context.ReportDiagnostic(Diagnostic.Create(rule, location, arguments));

    private Location LocationOf(AttributeData attribute) => InCompilation(attribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken).GetLocation());

    private Location LocationOf(ParsedMember member) => InCompilation(member.Symbol.Locations.FirstOrDefault());

    private Location LocationOf(ParsedMember member, string attribute) =>
        member.FindAttribute(attribute) is { } found ? LocationOf(found) : LocationOf(member);

    /// <summary>A member may come from a base type in another assembly: then the type stands for it.</summary>
    private Location InCompilation(Location? location) =>
        location?.SourceTree is { } tree && context.Compilation.ContainsSyntaxTree(tree) ? location : type.Locations[0];

    private static string ShortName(string attribute) => attribute.Substring(0, attribute.Length - "Attribute".Length);
}
