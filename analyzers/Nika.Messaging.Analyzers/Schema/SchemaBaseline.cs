using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Nika.Messaging.Analyzers;

/// <summary>The wire schema as it was recorded in <c>nika.schema.txt</c>. Order does not matter to it, nor do equal lines twice: merges leave both.</summary>
internal sealed class SchemaBaseline
{
    private readonly Dictionary<string, SchemaLine> lines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<SchemaLine>> byMessage = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TextSpan> places = new(StringComparer.Ordinal);
    private readonly List<(TextSpan Span, string Line, string Wrong)> unreadable = [];

    private SchemaBaseline()
    {
    }

    /// <summary>What cannot be read, and where.</summary>
    public IReadOnlyList<(TextSpan Span, string Line, string Wrong)> Unreadable => unreadable;

    /// <summary>The messages that are not removed.</summary>
    public IEnumerable<SchemaLine> Messages => lines.Values.Where(line => line.IsMessage && !line.IsTombstone).OrderBy(line => line.Key, StringComparer.Ordinal);

    public static bool IsBaseline(AdditionalText file) => string.Equals(Path.GetFileName(file.Path), SchemaIds.FileName, StringComparison.OrdinalIgnoreCase);

    public static SchemaBaseline Parse(SourceText text)
    {
        var baseline = new SchemaBaseline();
        foreach (var row in text.Lines)
        {
            string content = row.ToString().Trim();
            if (content.Length > 0 && content[0] != '#')
            {
                baseline.Add(content, row.Span);
            }
        }

        return baseline;
    }

    public SchemaLine? Find(string key) => lines.TryGetValue(key, out var line) ? line : null;

    public TextSpan PlaceOf(SchemaLine line) => places[line.Key];

    /// <summary>The fields and values of a message or field, tombstones too.</summary>
    public IEnumerable<SchemaLine> InsideOf(string key) =>
        byMessage.TryGetValue(SchemaPath.MessageOf(key), out var ofMessage)
            ? ofMessage.Where(line => line.Key != key && SchemaPath.ParentsOf(line.Key).Contains(key, StringComparer.Ordinal))
            : [];

    private void Add(string content, TextSpan span)
    {
        if (SchemaLine.Parse(content) is not { } line)
        {
            unreadable.Add((span, content, "it is neither 'name v1', 'name.field: type required', 'name.field=value' nor a removed one"));
        }
        else if (!lines.TryGetValue(line.Key, out var other))
        {
            lines.Add(line.Key, line);
            places.Add(line.Key, span);
            if (!byMessage.TryGetValue(line.Message, out var ofMessage))
            {
                byMessage.Add(line.Message, ofMessage = []);
            }

            ofMessage.Add(line);
        }
        else if (other.Text != line.Text)
        {
            unreadable.Add((span, content, $"another line says '{other.Text}'"));
        }
    }
}
