namespace Nika.Messaging.Contracts;

/// <summary>How messages reach a handler.</summary>
/// <param name="Type">The handler's type.</param>
/// <param name="Group">The consumer group; null for a follower.</param>
/// <param name="SignificantOnly">Whether only significant transitions reach it.</param>
/// <param name="Concurrency">How many messages are handled at a time, at least 1.</param>
/// <param name="IsOrderedPerEntity">Whether messages of one entity are handled one after another.</param>
/// <param name="TimeLimit">How long a handling may take, in milliseconds; null: the pod's own limit.</param>
/// <param name="FlowsContext">Whether the message handled is the ambient context of what is published meanwhile.</param>
/// <param name="Methods">Its methods, ordered by wire name.</param>
internal sealed record DispatcherModel(
    TypeModel Type,
    string? Group,
    bool SignificantOnly,
    int Concurrency,
    bool IsOrderedPerEntity,
    long? TimeLimit,
    bool FlowsContext,
    EquatableArray<HandlerMethodModel> Methods);
