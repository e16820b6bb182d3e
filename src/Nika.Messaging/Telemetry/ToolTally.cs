using Nika.Messaging.Streams;

namespace Nika.Messaging.Telemetry;

/// <summary>
/// Keeps <c>agent:metrics:{date}</c>: how often each tool was called, and failed. A call counts for the UTC day on which it ended, also when the store was
/// away until the next.
/// </summary>
internal sealed class ToolTally(IStore store)
{
    /// <summary>The most tools a day; those past it are counted together.</summary>
    public const int MostTools = 1_000;

    /// <summary>The field of the tools past <see cref="MostTools"/>. No tool can have this name.</summary>
    public const string OtherTools = "(other)";

    /// <summary>What ends the field of a tool's errors.</summary>
    public const string ErrorSuffix = ":errors";

    private static readonly MessageDescriptor Descriptor = new(typeof(ToolTally), "agent_metrics", MessageLayer.Telemetry, KeyPrefix + "{date}", DailyCounters.TimeToLive);

    // A day's hash lives for seven: what could not be written by then is past its time.
    private static readonly int MostDays = DailyCounters.TimeToLive.Days;

    private const string KeyPrefix = "agent:metrics:";

    private readonly DailyCounters hash = new(store, Descriptor, [.. "agent:metrics:"u8]);
    private readonly List<ToolsOfDay> days = [];
    private readonly Lock sync = new();

    public static string KeyOf(DateOnly day) => KeyPrefix + day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Counts a call.</summary>
    public void Count(string tool, bool failed, DateOnly day)
    {
        lock (sync)
        {
            // A clock that is set back counts for the day that was the latest.
            if (days.Count == 0 || days[^1].Day < day)
            {
                days.Add(new(day));
                if (days.Count > MostDays)
                {
                    days.RemoveAt(0);
                }
            }

            days[^1].Count(tool, failed);
        }
    }

    /// <summary>Writes what has gathered, the oldest day first.</summary>
    /// <returns>The lane to wake; null if nothing was written.</returns>
    public WriteLane? Write()
    {
        lock (sync)
        {
            foreach (var day in days)
            {
                if (hash.TryWrite(day.Day, day.Counters) is { } lane)
                {
                    return lane;
                }
            }

            return null;
        }
    }
}
