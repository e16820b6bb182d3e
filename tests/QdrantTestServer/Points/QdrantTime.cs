using System.Globalization;
using System.Text.RegularExpressions;

namespace Nika.Messaging.QdrantTestServer.Points;

/// <summary>Instants as Qdrant reads them: RFC 3339 with <c>T</c> or a space, no zone meaning UTC, a date alone meaning its midnight. To the microsecond.</summary>
internal static partial class QdrantTime
{
    /// <summary>Microseconds since 1970.</summary>
    public static bool TryParse(string text, out long microseconds)
    {
        microseconds = 0;
        var match = Pattern().Match(text);
        if (!match.Success || !DateTime.TryParseExact(match.Groups["date"].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return false;
        }

        int hour = Number(match, "hour"), minute = Number(match, "minute"), second = Number(match, "second");
        int zoneHour = Number(match, "zoneHour"), zoneMinute = Number(match, "zoneMinute");
        if (hour > 23 || minute > 59 || second > 59 || zoneHour > 23 || zoneMinute > 59)
        {
            return false;
        }

        // More digits than microseconds are cut off.
        long fraction = long.Parse(match.Groups["fraction"].Value.PadRight(6, '0')[..6], CultureInfo.InvariantCulture);
        long offset = ((zoneHour * 60) + zoneMinute) * 60L * (match.Groups["sign"].Value == "-" ? -1 : 1);
        long seconds = ((date - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond) + (hour * 3600L) + (minute * 60L) + second - offset;
        microseconds = (seconds * 1_000_000) + fraction;
        return true;
    }

    private static int Number(Match match, string group) => match.Groups[group] is { Success: true } found ? int.Parse(found.Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^(?<date>\d{4}-\d{2}-\d{2})([Tt ](?<hour>\d{2}):(?<minute>\d{2})(:(?<second>\d{2})(\.(?<fraction>\d+))?)?( ?([Zz]|UTC|(?<sign>[+-])(?<zoneHour>\d{2})(:?(?<zoneMinute>\d{2}))?))?)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
