using System.Globalization;
using System.Diagnostics.CodeAnalysis;

namespace Nika.Messaging;

/// <summary>Instants as remembered events and filters write them.</summary>
public static class MemoryTime
{
    private static readonly string[] Formats = [.. from zone in (string[])["", "zzz", "\\Z"] from separator in (string[])["\\T", " "] from fraction in (string[])["", ".FFFFFFF"] select $"yyyy-MM-dd{separator}HH:mm:ss{fraction}{zone}", "yyyy-MM-dd"];

    /// <summary>Reads an instant: RFC 3339 with <c>T</c> or a space; without an offset it is UTC; a date alone is its first instant.</summary>
    /// <param name="text">The text.</param>
    /// <param name="instant">The instant.</param>
    /// <returns>False if it is none.</returns>
    public static bool TryParseInstant([NotNullWhen(true)] string? text, out DateTimeOffset instant) =>
        DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);
}
