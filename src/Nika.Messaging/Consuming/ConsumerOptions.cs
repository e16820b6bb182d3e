namespace Nika.Messaging;

/// <summary>How a pod consumes.</summary>
public sealed class ConsumerOptions
{
    /// <summary>How long a message must have been with a consumer, unanswered, before another takes it over. Default 30 s. At least 100 ms.</summary>
    public TimeSpan ClaimIdle { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a message is delivered before it goes to the dead letters. Default 5.</summary>
    public int MaxDeliveries { get; set; } = 5;

    /// <summary>How long stopping waits for running handlers. Default 10 s.</summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
