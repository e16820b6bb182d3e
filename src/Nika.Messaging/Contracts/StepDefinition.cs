namespace Nika.Messaging;

/// <summary>A step as its contract declares it. For generated code.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Name">Its name on the wire.</param>
public sealed record StepDefinition(int Number, string Name)
{
    /// <summary>Who can do it; null for anyone.</summary>
    public string? Role { get; init; }

    /// <summary>The message type it works on, <c>[]</c> behind it for a list; null for nothing.</summary>
    public string? Input { get; init; }

    /// <summary>The message type it makes, <c>[]</c> behind it for a list; null for nothing.</summary>
    public string? Output { get; init; }

    /// <summary>The number of the step whose output it works on, or which it follows; 0: the contract's own input.</summary>
    public int After { get; init; }

    /// <summary>Whether it is done once for each element of what it works on.</summary>
    public bool IsEach { get; init; }

    /// <summary>How long an attempt may take; then its token is cancelled and its claim no longer renewed. Default 10 min.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How often it is tried before it, and the contract, has failed. Default 5.</summary>
    public int Attempts { get; init; } = 5;
}
