using System.Collections.Immutable;

namespace Nika.Messaging;

/// <summary>What is the same for every instance of a handler type. Made by generated code.</summary>
/// <param name="handlerType">The C# type, for log messages.</param>
/// <param name="group">The consumer group; null for a follower.</param>
/// <param name="messages">The message types it takes.</param>
public sealed class HandlerDescriptor(Type handlerType, string? group, ImmutableArray<MessageDescriptor> messages)
{
    /// <summary>The C# type, for log messages.</summary>
    public Type HandlerType { get; } = handlerType;

    /// <summary>The consumer group; null for a follower.</summary>
    public string? Group { get; } = group;

    /// <summary>Whether only significant transitions reach the handler. Default false.</summary>
    public bool SignificantOnly { get; init; }

    /// <summary>How many messages this handler takes at a time. Default 1: in order.</summary>
    public int Concurrency { get; init; } = 1;

    /// <summary>What is handled one after another where <see cref="Concurrency"/> is above 1. Default: nothing.</summary>
    public HandlerOrdering Ordering { get; init; }

    /// <summary>How long a handling may take; null: <see cref="ConsumerOptions.HandlerTimeLimit"/>.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Whether the message handled is the ambient context of what is published meanwhile. Default true.</summary>
    public bool FlowsContext { get; init; } = true;

    /// <summary>The message types it takes.</summary>
    public ImmutableArray<MessageDescriptor> Messages { get; } = messages;
}
