namespace Nika.Messaging;

/// <summary>How a pod consumes.</summary>
public sealed class ConsumerOptions
{
    /// <summary>How long a message must have been with a consumer, unanswered, before another takes it over. Default 30 s. At least 100 ms.</summary>
    public TimeSpan ClaimIdle { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a message is delivered before it goes to the dead letters. Default 5.</summary>
    public int MaxDeliveries { get; set; } = 5;

    /// <summary>
    /// How long a handler may take, unless its <see cref="HandlerAttribute.TimeLimit"/> says otherwise: then its token is cancelled and
    /// the attempt has failed. Default 5 min; <see cref="Timeout.InfiniteTimeSpan"/> for none.
    /// </summary>
    public TimeSpan HandlerTimeLimit { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long <c>cg:orchestrator</c> or <c>cg:monitor</c> may be without a reader when the active one dies: the lease is renewed at a third of it. Default 10 s. At least 100 ms.</summary>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a consumer must have been silent, with nothing pending, before it is removed from its group. Default 10 min. At least 1 s.</summary>
    public TimeSpan ReapAfter { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long stopping waits for running handlers, which are cancelled then. Default 10 s.</summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The same, but without patience for what runs when it stops.</summary>
    internal ConsumerOptions Impatient()
    {
        var copy = (ConsumerOptions)MemberwiseClone();
        copy.StopTimeout = TimeSpan.Zero;
        return copy;
    }
}
