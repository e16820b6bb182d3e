using System.Text;

namespace Nika.Messaging.Redis.Protocol;

/// <summary>What a server said, fit for a log line: bounded, and without controls, so that it can begin no line of its own.</summary>
internal static class ServerText
{
    /// <summary>The longest text in characters.</summary>
    public const int MaxLength = 256;

    /// <summary>The text; what does not print is <c>?</c>.</summary>
    /// <param name="said">What was said.</param>
    public static string Of(ReadOnlySpan<byte> said)
    {
        string text = Encoding.UTF8.GetString(said.Length > MaxLength ? said[..MaxLength] : said);
        return text.Any(char.IsControl) ? string.Concat(text.Select(static c => char.IsControl(c) ? '?' : c)) : text;
    }
}
