using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Analyzers;

/// <summary>The map of usage rules. What the numbered arguments are stands with the rule that reports.</summary>
internal static class UsageRules
{
    public static readonly DiagnosticDescriptor BlockingWait = Rule.Likely(
        UsageRuleIds.BlockingWait,
        RuleCategory.Usage,
        "A pod does not block its threads to wait",
        "'{0}' holds a thread of the pod while it waits: {1}");

    public static readonly DiagnosticDescriptor BlockingCall = Rule.Likely(
        UsageRuleIds.BlockingCall,
        RuleCategory.Usage,
        "Async code and handlers call what does not block",
        "'{0}' holds a thread until the other side answers: await '{1}'");

    public static readonly DiagnosticDescriptor UnawaitedCall = Rule.Likely(
        UsageRuleIds.UnawaitedCall,
        RuleCategory.Usage,
        "A task of the library's is awaited or kept",
        "Nobody learns what becomes of '{0}': await it, or keep its task{1}");

    public static readonly DiagnosticDescriptor TokenNotForwarded = Rule.Likely(
        UsageRuleIds.TokenNotForwarded,
        RuleCategory.Usage,
        "A handler passes its cancellation on",
        "'{0}' goes on when the handling has been given up: pass it '{1}'");

    public static readonly DiagnosticDescriptor AsyncVoid = Rule.Likely(
        UsageRuleIds.AsyncVoid,
        RuleCategory.Usage,
        "What is async returns a task",
        "An exception in {0} ends the pod, and nobody can wait for it: {1}");

    public static readonly DiagnosticDescriptor RawKey = Rule.LikelyAtEnd(
        UsageRuleIds.RawKey,
        RuleCategory.Usage,
        "A layer's key is used through its messages",
        "'{0}' is a key of the {1}, and goes past its contract and its time to live: use its messages, and their 'KeyFor'");

    public static readonly DiagnosticDescriptor RawWriteWithoutExpiry = Rule.Likely(
        UsageRuleIds.RawWriteWithoutExpiry,
        RuleCategory.Usage,
        "What a pod writes to Redis expires",
        "What '{0}' writes stays for ever: {1}");

    public static readonly DiagnosticDescriptor UnhandledByWorkers = Rule.RemarkAtEnd(
        UsageRuleIds.UnhandledByWorkers,
        RuleCategory.Usage,
        "A worker takes the work that its pod declares",
        "'{0}' is work for {1}, and no handler of this pod takes it: write one, unless it is for another pod");

    public static readonly DiagnosticDescriptor NotOnGroupsStream = Rule.Likely(
        UsageRuleIds.NotOnGroupsStream,
        RuleCategory.Usage,
        "A handler's group reads the stream of its messages",
        "'{0}' is not what the group '{1}' reads, {2}: handle it in {3}");

    public static readonly DiagnosticDescriptor FireAndForget = Rule.Likely(
        UsageRuleIds.FireAndForget,
        RuleCategory.Usage,
        "A handler ends when its work has ended",
        "The message is acknowledged before what '{0}' starts has ended, and lost if that fails: await it, or publish a message for it");

    public static readonly DiagnosticDescriptor IgnoredRefusal = Rule.Likely(
        UsageRuleIds.IgnoredRefusal,
        RuleCategory.Usage,
        "Whether a hash was taken is looked at",
        "'{0}' may refuse what it is given, over 524,288 bytes for one, and nothing is kept then: look at its result");

    /// <summary>Every rule, by id.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
        [BlockingWait, BlockingCall, UnawaitedCall, TokenNotForwarded, AsyncVoid, RawKey, RawWriteWithoutExpiry, UnhandledByWorkers, NotOnGroupsStream, FireAndForget, IgnoredRefusal];
}
