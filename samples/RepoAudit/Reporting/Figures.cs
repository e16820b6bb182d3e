using System.Globalization;

namespace RepoAudit.Reporting;

/// <summary>How numbers are written.</summary>
public static class Figures
{
    /// <summary>With thousands apart: <c>12,345</c>.</summary>
    /// <param name="value">The number.</param>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number and its noun: <c>1 file</c>, <c>2 files</c>.</summary>
    /// <param name="value">The number.</param>
    /// <param name="noun">The noun for one.</param>
    public static string Count(long value, string noun) => $"{Count(value)} {noun}{(value == 1 ? "" : "s")}";

    /// <summary>A share in whole percent; a dash of nothing.</summary>
    /// <param name="part">The part.</param>
    /// <param name="whole">The whole.</param>
    public static string Share(long part, long whole) =>
        whole == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{Math.Round(100.0 * part / whole, MidpointRounding.AwayFromZero)}%");
}
