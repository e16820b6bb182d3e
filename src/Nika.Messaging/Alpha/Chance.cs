namespace Nika.Messaging;

/// <summary>Decides by chance, e.g. whether an Alpha dispatches something of its own accord. With a seed, the same decisions each time. Safe for use by several threads.</summary>
public sealed class Chance
{
    /// <summary>The specification's probability of an <c>autonomous_dispatch</c>: 3 %.</summary>
    public const double Autonomous = 0.03;

    private readonly Lock sync = new();
    private readonly Random random;

    /// <summary>Creates a chance.</summary>
    /// <param name="probability">How likely it is, 0 (never) to 1 (always). Default 0.03.</param>
    /// <param name="seed">The seed; null for one of its own.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not between 0 and 1.</exception>
    public Chance(double probability = Autonomous, int? seed = null)
    {
        if (probability is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability is 0 to 1.");
        }

        Probability = probability;
        random = seed is { } value ? new Random(value) : new Random();
    }

    /// <summary>How likely it is.</summary>
    public double Probability { get; }

    /// <summary>Whether it happens this time.</summary>
    public bool Happens()
    {
        lock (sync)
        {
            return random.NextDouble() < Probability;
        }
    }
}
