using System;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Nika.Messaging.Analyzers;

/// <summary>A line of the baseline: a message, a field or a value of an enum.</summary>
/// <param name="Key">What the line is about: a message's name, a field's path, or a path and a value: <c>m</c>, <c>m.steps[].name</c>, <c>m.status=done</c>.</param>
/// <param name="Text">The whole line.</param>
/// <param name="Type">A field's wire type; null on other lines and tombstones.</param>
/// <param name="Presence">Whether a field is <c>required</c>, <c>optional</c> or <c>nullable</c>.</param>
/// <param name="Version">A message's version; null on other lines and tombstones.</param>
internal sealed record SchemaLine(string Key, string Text, string? Type = null, string? Presence = null, int? Version = null)
{
    private const string Segment = @"(?:[A-Za-z0-9_$@/\-]+|""[^""]*"")(?:\[\]|\{\})*";

    private static readonly Regex Form = new(
        $@"^(?<message>[a-z][a-z0-9_]*)(?: (?:v(?<version>-?[0-9]{{1,9}})|(?<removed>removed))|(?<path>(?:\.{Segment})+)(?:: (?:(?<removed>removed)|(?<type>\S.*) (?<presence>required|optional|nullable))|=(?<value>{Segment})))$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1));

    /// <summary>Whether the name was removed: it is kept, so that nothing else is called the same.</summary>
    public bool IsTombstone => Text.EndsWith(" removed", StringComparison.Ordinal) && Type is null && Version is null && !IsValue;

    public bool IsMessage => Key.IndexOf('.') < 0;

    public bool IsField => !IsMessage && !IsValue;

    /// <summary>Whether the line is a value of an enum.</summary>
    public bool IsValue => SchemaPath.IsValue(Key);

    /// <summary>The wire name of the message it belongs to.</summary>
    public string Message => SchemaPath.MessageOf(Key);

    public static SchemaLine OfMessage(string name, int version) =>
        new(name, name + " v" + version.ToString(CultureInfo.InvariantCulture), Version: version);

    public static SchemaLine OfField(string path, string type, string presence) => new(path, path + ": " + type + " " + presence, type, presence);

    public static SchemaLine OfValue(string path, string value) => new(path + "=" + value, path + "=" + value);

    public static SchemaLine Tombstone(string key) => new(key, key + (key.IndexOf('.') < 0 ? " removed" : ": removed"));

    /// <summary>Reads a line; null if it has no such form.</summary>
    public static SchemaLine? Parse(string text)
    {
        var match = Form.Match(text);
        if (!match.Success)
        {
            return null;
        }

        string key = match.Groups["message"].Value + match.Groups["path"].Value;
        if (match.Groups["removed"].Success)
        {
            return Tombstone(key);
        }

        if (match.Groups["value"].Success)
        {
            return OfValue(key, match.Groups["value"].Value);
        }

        return match.Groups["version"].Success
            ? OfMessage(key, int.Parse(match.Groups["version"].Value, CultureInfo.InvariantCulture))
            : OfField(key, match.Groups["type"].Value, match.Groups["presence"].Value);
    }
}
