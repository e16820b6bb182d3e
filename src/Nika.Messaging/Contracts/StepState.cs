using System.Collections.Immutable;

namespace Nika.Messaging;

/// <summary>How a step, or an element of one that is done for each, stands.</summary>
/// <param name="Number">The step's number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status">Where it stands.</param>
public sealed record StepState(int Number, string Name, StepStatus Status)
{
    /// <summary>Who can do it; null for anyone.</summary>
    public string? Role { get; init; }

    /// <summary>Who works on it, or did last; null if nobody has yet, or several do, an element each.</summary>
    public string? Pod { get; init; }

    /// <summary>Which attempt it is, from 1; 0 if there was none.</summary>
    public int Attempt { get; init; }

    /// <summary>When others may take it over unless it is renewed, by the store's clock.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>When the last attempt began, by the store's clock.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it was completed or failed, by the store's clock.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>The keys in working memory that it works on.</summary>
    public ImmutableArray<string> Input { get; init; } = [];

    /// <summary>The keys in working memory that it made.</summary>
    public ImmutableArray<string> Output { get; init; } = [];

    /// <summary>Why it, or its last attempt, failed.</summary>
    public string? Error { get; init; }

    /// <summary>Its elements, if it is done for each; empty otherwise, and until they are known.</summary>
    public ImmutableArray<StepState> Items { get; init; } = [];
}
