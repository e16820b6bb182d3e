using System.Globalization;

namespace Nika.Messaging.Benchmarks;

/// <summary>
/// The rows of a report: name, measured, ratio, goal, ok or short. A ratio depends on the machine and gates only the long form;
/// an allocation is exact and gates always.
/// </summary>
internal sealed class Report
{
    // What starting and ending a run costs once (256 tasks, a thread's own buffers): less than the smallest object, 24 B, for each of the fewest operations, 5,000.
    private const double OncePerRun = 64 * 1024;

    private readonly List<Row> rows = [];

    private enum Gate
    {
        None,
        LongForm,
        Always,
    }

    public void AtLeast(string name, string measured, double ratio, double goal, string of) =>
        rows.Add(new(name, measured, Number(ratio), $">= {Number(goal)} x {of}", ratio >= goal, Gate.LongForm));

    public void AtMost(string name, string measured, double ratio, double goal, string of) =>
        rows.Add(new(name, measured, Number(ratio), $"<= {Number(goal)} x {of}", ratio <= goal, Gate.LongForm));

    public void NoAllocation(string name, double bytesPerOperation, int operations) =>
        rows.Add(new(name, $"{bytesPerOperation.ToString("0.000", CultureInfo.InvariantCulture)} B", "", "0 B", bytesPerOperation * operations <= OncePerRun, Gate.Always));

    /// <summary>An absolute limit. What it measures depends on the machine, so it gates only the long form.</summary>
    public void Within(string name, string measured, double value, double most, string unit) =>
        rows.Add(new(name, measured, "", $"<= {most.ToString("0.##", CultureInfo.InvariantCulture)} {unit}", value <= most, Gate.LongForm));

    /// <summary>Something that must hold, whatever the machine; in the long form, since the short one is too short to show it.</summary>
    public void Holds(string name, string measured, string goal, bool holds) => rows.Add(new(name, measured, "", goal, holds, Gate.LongForm));

    /// <summary>A count that does not depend on the machine: it gates always.</summary>
    public void Exactly(string name, int measured, int goal) =>
        rows.Add(new(name, measured.ToString(CultureInfo.InvariantCulture), "", goal.ToString(CultureInfo.InvariantCulture), measured == goal, Gate.Always));

    public void Note(string name, string measured) => rows.Add(new(name, measured, "", "", true, Gate.None));

    /// <summary>Prints the rows.</summary>
    /// <returns>Whether all that gate are met.</returns>
    public bool Print(bool gateRatios)
    {
        int name = rows.Max(row => row.Name.Length);
        int measured = rows.Max(row => row.Measured.Length);
        int goal = rows.Max(row => row.Goal.Length);
        foreach (var row in rows)
        {
            string verdict = row.Gate == Gate.None ? "" : row.Met ? "ok" : "short";
            Console.WriteLine($"{row.Name.PadRight(name)}  {row.Measured.PadLeft(measured)}  {row.Ratio,6}  {row.Goal.PadRight(goal)}  {verdict}");
        }

        return rows.TrueForAll(row => row.Met || (row.Gate == Gate.LongForm && !gateRatios));
    }

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private sealed record Row(string Name, string Measured, string Ratio, string Goal, bool Met, Gate Gate);
}
