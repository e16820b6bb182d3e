using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Analyzers;

/// <summary>
/// The one map of contract rules. All are errors: each is certain, and without the code that could not be generated nothing of the type works.
/// What the numbered arguments are stands with the ids in <see cref="RuleIds"/>.
/// </summary>
internal static class ContractRules
{
    private const string Category = "Nika.Contracts";

    /// <summary>Where the rules' pages are, from the root of the repository.</summary>
    private const string Pages = "docs/rules/";

    private static readonly DiagnosticDescriptor NotPartial = new(
        RuleIds.NotPartial,
        "A type that code is generated for is partial",
        "'{1}' is not partial, so that nothing can be generated for '{0}': write 'partial' before its 'record', 'class', 'struct' or 'interface'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + RuleIds.NotPartial + ".md");

    private static readonly DiagnosticDescriptor NoTimeToLive = new(
        RuleIds.NoTimeToLive,
        "A stream or hash of one's own has a time to live",
        "'{0}' has no time to live: write one beside its layer, such as [Ttl(\"10m\")]",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + RuleIds.NoTimeToLive + ".md");

    private static readonly DiagnosticDescriptor InvalidDuration = new(
        RuleIds.InvalidDuration,
        "A duration is a whole number and a unit, within its layer's",
        "'{1}' is no duration for '{0}', {2}: write one such as \"30s\", \"10m\" or \"2h\", at most its layer's own",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + RuleIds.InvalidDuration + ".md");

    private static readonly DiagnosticDescriptor UnknownPlaceholder = new(
        RuleIds.UnknownPlaceholder,
        "A key is made of text and of members that are ids",
        "'{1}' does not fit the key or layer of '{0}', {2}: write a key of text and {{Member}} placeholders, each for a member of an id type that is never null, and the members that the layer needs",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + RuleIds.UnknownPlaceholder + ".md");

    private static readonly DiagnosticDescriptor UnboundedStream = new(
        RuleIds.UnboundedStream,
        "A stream that all share has a bound",
        "The stream '{1}' of '{0}' grows without bound: write [MaxLength(10_000)], with any number from 1, or [Retention(\"24h\")]",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + RuleIds.UnboundedStream + ".md");

    private static readonly DiagnosticDescriptor UnsupportedMember = new(
        RuleIds.UnsupportedMember,
        "A member is of a type that has a form on the wire",
        "'{0}.{1}' is a '{2}', which has no form on the wire: use a string, bool, number, enum, id, Guid, DateTimeOffset, DateOnly, TimeSpan, byte[], [MessagePart] type, or an array or list of these",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + RuleIds.UnsupportedMember + ".md");

    private static readonly DiagnosticDescriptor LayerCount = new(
        RuleIds.LayerCount,
        "A message is on one layer",
        "'{0}' is on {1} layers: write exactly one of [Signal], [WorkingMemory], [Contract], [EntityFeed], [Telemetry], [BusMessage], [Stream] and [Hash]",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + RuleIds.LayerCount + ".md");

    private static readonly DiagnosticDescriptor UnsupportedType = new(
        RuleIds.UnsupportedType,
        "A type that code is generated for is concrete, and no more than a type",
        "'{0}' is {1}, which nothing can be generated for: declare a message or part as a plain record, class or struct, an id as a plain struct, a handler as a class that its assembly can see",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + RuleIds.UnsupportedType + ".md");

    private static readonly DiagnosticDescriptor AmbiguousConstructor = new(
        RuleIds.AmbiguousConstructor,
        "There is one way to construct a type",
        "'{0}' cannot be constructed, {1}: leave one public constructor, on a message or part with its members' names and types as parameters",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + RuleIds.AmbiguousConstructor + ".md");

    private static readonly DiagnosticDescriptor InvalidWireName = new(
        RuleIds.InvalidWireName,
        "A wire name is safe to write",
        "'{1}' cannot be the wire name of '{0}': write another one ({2})",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + RuleIds.InvalidWireName + ".md");

    private static readonly DiagnosticDescriptor DuplicateWireName = new(
        RuleIds.DuplicateWireName,
        "A wire name means one thing",
        "'{1}' is the wire name of several members or values of '{0}': give one of them another with [WireName]",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + RuleIds.DuplicateWireName + ".md");

    private static readonly DiagnosticDescriptor InvalidMeta = new(
        RuleIds.InvalidMeta,
        "What feeds the envelope fits it",
        "'{1}' cannot feed the envelope of '{0}', {2}: write [Meta(MetaField.…)] on one member of the field's own type, constants on the type",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + RuleIds.InvalidMeta + ".md");

    private static readonly DiagnosticDescriptor NoHandlerMethod = new(
        RuleIds.NoHandlerMethod,
        "A handler handles something",
        "'{0}' handles nothing: write a public method 'ValueTask HandleAsync(TMessage message, CancellationToken cancellation)' for each message it takes",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + RuleIds.NoHandlerMethod + ".md");

    private static readonly DiagnosticDescriptor InvalidHandlerMethod = new(
        RuleIds.InvalidHandlerMethod,
        "A HandleAsync has a form that can be called",
        "This HandleAsync of '{0}' cannot be called, {1}: write 'public ValueTask HandleAsync(TMessage message, MessageContext context, CancellationToken cancellation)', the last two as needed",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + RuleIds.InvalidHandlerMethod + ".md");

    private static readonly DiagnosticDescriptor DuplicateHandlerMethod = new(
        RuleIds.DuplicateHandlerMethod,
        "A handler takes a message in one method",
        "'{0}' handles the wire name '{1}' in several methods: leave one HandleAsync for it",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + RuleIds.DuplicateHandlerMethod + ".md");

    private static readonly Dictionary<string, DiagnosticDescriptor> ById = new[]
    {
        NotPartial, NoTimeToLive, InvalidDuration, UnknownPlaceholder, UnboundedStream, UnsupportedMember, DuplicateWireName, LayerCount, UnsupportedType,
        AmbiguousConstructor, InvalidWireName, InvalidMeta, NoHandlerMethod, InvalidHandlerMethod, DuplicateHandlerMethod,
    }.ToDictionary(rule => rule.Id, StringComparer.Ordinal);

    /// <summary>Every rule, by id.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [.. ById.Values.OrderBy(rule => rule.Id, StringComparer.Ordinal)];

    /// <summary>The rule of an id that parsing gave.</summary>
    public static DiagnosticDescriptor Of(string id) => ById[id];
}
