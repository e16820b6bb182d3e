using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Analyzers;

/// <summary>The rules of the wire schema. What the numbered arguments are stands with the ids in <see cref="SchemaIds"/>.</summary>
internal static class SchemaRules
{
    public static readonly DiagnosticDescriptor NotRecorded = Rule.Likely(
        SchemaIds.NotRecorded,
        RuleCategory.Schema,
        "The baseline knows what is on the wire",
        "'{0}' is not in the baseline as it is, {1}: record it in nika.schema.txt");

    public static readonly DiagnosticDescriptor Breaking = Rule.Certain(
        SchemaIds.Breaking,
        RuleCategory.Schema,
        "A message is changed so that its peers can read it",
        "'{0}' breaks with its peers, {1}, so that {2}: undo it, raise the message's Version, or record it in nika.schema.txt all the same");

    public static readonly DiagnosticDescriptor Unreadable = Rule.Certain(
        SchemaIds.Unreadable,
        RuleCategory.Schema,
        "The baseline can be read",
        "'{0}' cannot be read, {1}: correct the line, or take it away");

    public static readonly DiagnosticDescriptor Reused = Rule.Certain(
        SchemaIds.Reused,
        RuleCategory.Schema,
        "A removed name is not used again",
        "'{0}' was removed once, and peers may know it as what it was: write another name");

    public static readonly DiagnosticDescriptor Gone = Rule.LikelyAtEnd(
        SchemaIds.Gone,
        RuleCategory.Schema,
        "A message in the baseline is declared",
        "'{0}' is in the baseline, but no message is called so: declare it, or write '{0} removed' in place of its lines");

    public static readonly ImmutableArray<DiagnosticDescriptor> All = [NotRecorded, Breaking, Unreadable, Reused, Gone];

    public static DiagnosticDescriptor Of(string id) => id switch
    {
        SchemaIds.NotRecorded => NotRecorded,
        SchemaIds.Breaking => Breaking,
        SchemaIds.Reused => Reused,
        _ => Unreadable,
    };
}
