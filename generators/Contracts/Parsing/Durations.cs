using System.Globalization;

namespace Nika.Messaging.Contracts;

/// <summary>Durations as attributes write them: a whole number and a unit, <c>500ms</c> <c>30s</c> <c>10m</c> <c>2h</c> <c>7d</c>.</summary>
internal static class Durations
{
    public const long Second = 1000;
    public const long Minute = 60 * Second;
    public const long Hour = 60 * Minute;
    public const long Day = 24 * Hour;

    /// <summary>More than anyone means, and safe to add to a clock: ten years.</summary>
    private const long Longest = 3650 * Day;

    /// <summary>Reads a duration.</summary>
    /// <param name="text">The text.</param>
    /// <param name="milliseconds">The duration.</param>
    /// <returns>What is wrong; null if nothing is.</returns>
    public static string? Read(string text, out long milliseconds)
    {
        milliseconds = 0;
        int digits = text.StartsWith("-", System.StringComparison.Ordinal) ? 1 : 0;
        while (digits < text.Length && text[digits] is >= '0' and <= '9')
        {
            digits++;
        }

        long unit = text.Substring(digits) switch
        {
            "ms" => 1,
            "s" => Second,
            "m" => Minute,
            "h" => Hour,
            "d" => Day,
            _ => 0,
        };
        if (unit == 0 || !long.TryParse(text.Substring(0, digits), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
        {
            return "write a whole number and a unit: ms, s, m, h or d";
        }

        if (number <= 0)
        {
            return "it must be more than nothing";
        }

        if (number > Longest / unit)
        {
            return "it is longer than ten years";
        }

        milliseconds = number * unit;
        return null;
    }
}
