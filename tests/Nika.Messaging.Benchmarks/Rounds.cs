using System.Globalization;

namespace Nika.Messaging.Benchmarks;

/// <summary>The values of one measurement over the rounds.</summary>
internal sealed class Rounds
{
    private readonly List<double> values = [];

    public double Median
    {
        get
        {
            values.Sort();
            return values[values.Count / 2];
        }
    }

    /// <summary>What every round has. For allocations: a thread that the pool starts brings buffers of its own; what a publish allocates shows in all rounds.</summary>
    public double Least => values.Min();

    /// <summary>The median as a rate.</summary>
    public string Rate => Median.ToString("N0", CultureInfo.InvariantCulture) + "/s";

    /// <summary>The median as a time.</summary>
    public string Microseconds => Median.ToString("0.00", CultureInfo.InvariantCulture) + " us";

    public void Add(double value, bool counts = true)
    {
        if (counts)
        {
            values.Add(value);
        }
    }
}
