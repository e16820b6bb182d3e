using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Analyzers;

/// <summary>
/// The contract rules that one type shows by itself. What parsing refuses (<see cref="RuleIds"/>) is an error: it is certain, and without the
/// code that could not be generated nothing of the type works. What works, but hardly as meant (<see cref="RemarkIds"/>), is a warning.
/// What the numbered arguments are stands with the ids.
/// </summary>
internal static class ContractRules
{
    private static readonly DiagnosticDescriptor NotPartial = Rule.Certain(
        RuleIds.NotPartial,
        RuleCategory.Contracts,
        "A type that code is generated for is partial",
        "'{1}' is not partial, so that nothing can be generated for '{0}': write 'partial' before its 'record', 'class', 'struct' or 'interface'");

    private static readonly DiagnosticDescriptor NoTimeToLive = Rule.Certain(
        RuleIds.NoTimeToLive,
        RuleCategory.Contracts,
        "A stream or hash of one's own has a time to live",
        "'{0}' has no time to live: write one beside its layer, such as [Ttl(\"10m\")]");

    private static readonly DiagnosticDescriptor InvalidDuration = Rule.Certain(
        RuleIds.InvalidDuration,
        RuleCategory.Contracts,
        "A duration is a whole number and a unit, within its layer's",
        "'{1}' is no duration for '{0}', {2}: write one such as \"30s\", \"10m\" or \"2h\", at most its layer's own");

    private static readonly DiagnosticDescriptor UnknownPlaceholder = Rule.Certain(
        RuleIds.UnknownPlaceholder,
        RuleCategory.Contracts,
        "A key is made of text and of members that are ids",
        "'{1}' does not fit the key or layer of '{0}', {2}: write a key of text and {{Member}} placeholders, each for a member of an id type that is never null, and the members that the layer needs");

    private static readonly DiagnosticDescriptor UnboundedStream = Rule.Certain(
        RuleIds.UnboundedStream,
        RuleCategory.Contracts,
        "A stream that all share has a bound",
        "The stream '{1}' of '{0}' grows without bound: write [MaxLength(10_000)], with any number from 1, or [Retention(\"24h\")]");

    private static readonly DiagnosticDescriptor UnsupportedMember = Rule.Certain(
        RuleIds.UnsupportedMember,
        RuleCategory.Contracts,
        "A member is of a type that has a form on the wire",
        "'{0}.{1}' is a '{2}', {3}");

    private static readonly DiagnosticDescriptor LayerCount = Rule.Certain(
        RuleIds.LayerCount,
        RuleCategory.Contracts,
        "A message is on one layer",
        "'{0}' is on {1} layers: write exactly one of [Signal], [WorkingMemory], [Contract], [EntityFeed], [Telemetry], [BusMessage], [Stream] and [Hash]");

    private static readonly DiagnosticDescriptor UnsupportedType = Rule.Certain(
        RuleIds.UnsupportedType,
        RuleCategory.Contracts,
        "A type that code is generated for is concrete, and no more than a type",
        "'{0}' is {1}, which nothing can be generated for: declare a message or part as a plain record, class or struct, an id as a plain struct, a handler as a class that its assembly can see");

    private static readonly DiagnosticDescriptor AmbiguousConstructor = Rule.Certain(
        RuleIds.AmbiguousConstructor,
        RuleCategory.Contracts,
        "There is one way to construct a type",
        "'{0}' cannot be constructed, {1}: leave one public constructor, on a message or part with its members' names and types as parameters");

    private static readonly DiagnosticDescriptor InvalidWireName = Rule.Certain(
        RuleIds.InvalidWireName,
        RuleCategory.Contracts,
        "A wire name is safe to write",
        "'{1}' cannot be the wire name of '{0}': write another one ({2})");

    private static readonly DiagnosticDescriptor UnfindableEvent = Rule.Likely(
        RemarkIds.UnfindableEvent,
        RuleCategory.Contracts,
        "A transition can be found by domain or intent",
        "Memory cannot find '{0}', since neither a domain nor an intent reaches its envelope: write [Meta(Domain = \"…\", Intent = \"…\")] on it, or feed them with [Meta(MetaField.Domain)] on a member");

    private static readonly DiagnosticDescriptor OffsetlessTime = Rule.Likely(
        RemarkIds.OffsetlessTime,
        RuleCategory.Contracts,
        "A moment says its offset",
        "'{0}' is a DateTime, which has no offset, and whose message is refused unless its kind is UTC: make it a DateTimeOffset");

    private static readonly DiagnosticDescriptor JournaledSecret = Rule.Likely(
        RemarkIds.JournaledSecret,
        RuleCategory.Contracts,
        "No secrets are journaled",
        "'{1}' looks like a secret, and every '{0}' is written to the JSONL bus, where anyone who reads files can read it: leave it out, or send a reference to it");

    private static readonly DiagnosticDescriptor WithoutEffect = Rule.Likely(
        RemarkIds.WithoutEffect,
        RuleCategory.Contracts,
        "What is declared has an effect",
        "[{1}] has no effect on '{0}', {2}: take it away");

    private static readonly DiagnosticDescriptor UnusualWireName = Rule.Likely(
        RemarkIds.UnusualWireName,
        RuleCategory.Contracts,
        "A wire name needs no quoting",
        "'{1}' is the wire name of '{0}', which other tools must quote: write one of ASCII letters, digits and '_' with [WireName]");

    private static readonly DiagnosticDescriptor DuplicateWireName = Rule.Certain(
        RuleIds.DuplicateWireName,
        RuleCategory.Contracts,
        "A wire name means one thing",
        "'{1}' is the wire name of several members or values of '{0}': give one of them another with [WireName]");

    private static readonly DiagnosticDescriptor InvalidMeta = Rule.Certain(
        RuleIds.InvalidMeta,
        RuleCategory.Contracts,
        "What feeds the envelope fits it",
        "'{1}' cannot feed the envelope of '{0}', {2}: write [Meta(MetaField.…)] on one member of the field's own type, constants on the type");

    private static readonly DiagnosticDescriptor NoHandlerMethod = Rule.Certain(
        RuleIds.NoHandlerMethod,
        RuleCategory.Contracts,
        "A handler handles something",
        "'{0}' handles nothing: write a public method 'ValueTask HandleAsync(TMessage message, CancellationToken cancellation)' for each message it takes");

    private static readonly DiagnosticDescriptor InvalidHandlerMethod = Rule.Certain(
        RuleIds.InvalidHandlerMethod,
        RuleCategory.Contracts,
        "A HandleAsync has a form that can be called",
        "This HandleAsync of '{0}' cannot be called, {1}: write 'public ValueTask HandleAsync(TMessage message, MessageContext context, CancellationToken cancellation)', the last two as needed");

    private static readonly DiagnosticDescriptor DuplicateHandlerMethod = Rule.Certain(
        RuleIds.DuplicateHandlerMethod,
        RuleCategory.Contracts,
        "A handler takes a message in one method",
        "'{0}' handles the wire name '{1}' in several methods: leave one HandleAsync for it");

    private static readonly DiagnosticDescriptor UnfitCodec = Rule.Certain(
        RuleIds.UnfitCodec,
        RuleCategory.Contracts,
        "A member's codec is for the member's type",
        "The codec '{2}' is for nothing in '{0}.{1}', a '{3}': let it implement IJsonCodec<T> for that type, or for what it is a list or dictionary of");

    private static readonly DiagnosticDescriptor UnboundedDepth = Rule.Certain(
        RuleIds.UnboundedDepth,
        RuleCategory.Contracts,
        "A type that contains itself says how deep",
        "'{0}' has no depth limit, {1}: write [MaxDepth(8)] on it, or any number from 1 to 64");

    private static readonly DiagnosticDescriptor InvalidExtensionData = Rule.Certain(
        RuleIds.InvalidExtensionData,
        RuleCategory.Contracts,
        "What keeps unknown members is one dictionary of JsonElement",
        "'{0}.{1}' cannot keep unknown members, {2}: write [ExtensionData] on one Dictionary<string, JsonElement> of a part or of a message in a stream");

    private static readonly DiagnosticDescriptor NoCodec = Rule.Certain(
        RuleIds.NoCodec,
        RuleCategory.Contracts,
        "An assembly's codec is a codec",
        "'{0}' is no codec: let it implement IJsonCodec<T> for the type that it is to write and read");

    private static readonly DiagnosticDescriptor InvalidVersion = Rule.Certain(
        RuleIds.InvalidVersion,
        RuleCategory.Contracts,
        "A message's version counts from 1",
        "'{0}' has the version {1}: versions count from 1, which is the one without 'Version'");

    private static readonly DiagnosticDescriptor InvalidRequest = Rule.Certain(
        RuleIds.InvalidRequest,
        RuleCategory.Contracts,
        "A request that can be asked names its reply",
        "'{0}' cannot be asked, {1}: let it be of kind Request and implement IRequest<TReply>, or IStreamRequest<TPart>, for one message of kind Result");

    private static readonly DiagnosticDescriptor InvalidClientMethod = Rule.Certain(
        RuleIds.InvalidClientMethod,
        RuleCategory.Contracts,
        "A client's member has a shape that can be implemented",
        "'{0}.{1}' cannot be implemented, {2}: write a method that sends a message (PublishResult or ValueTask<PublishResult>), asks with one (ValueTask<Reply<T>> or IAsyncEnumerable<T>), "
        + "takes a key's ids to watch a stream (IAsyncEnumerable<T> or of Received<T>) or read a hash (ValueTask<HashResult<T>>), or asks memory with a MemoryFilter or a text");

    private static readonly Dictionary<string, DiagnosticDescriptor> ById = new[]
    {
        NotPartial, NoTimeToLive, InvalidDuration, UnknownPlaceholder, UnboundedStream, UnsupportedMember, DuplicateWireName, LayerCount, UnsupportedType,
        AmbiguousConstructor, InvalidWireName, InvalidMeta, NoHandlerMethod, InvalidHandlerMethod, DuplicateHandlerMethod,
        UnfitCodec, UnboundedDepth, InvalidExtensionData, NoCodec, InvalidVersion, InvalidRequest, InvalidClientMethod,
        UnfindableEvent, OffsetlessTime, JournaledSecret, WithoutEffect, UnusualWireName,
    }.ToDictionary(rule => rule.Id, StringComparer.Ordinal);

    /// <summary>Every rule, by id.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [.. ById.Values.OrderBy(rule => rule.Id, StringComparer.Ordinal)];

    /// <summary>The rule of an id of <see cref="RuleIds"/> or <see cref="RemarkIds"/>.</summary>
    public static DiagnosticDescriptor Of(string id) => ById[id];
}
