using System.Buffers.Text;
using System.Text;
using Nika.Messaging.Streams;
using Nika.Messaging.Telemetry;

namespace Nika.Messaging;

/// <summary>Reads a day's tool calls. Anyone may write to the hash: a field that is no count is passed over.</summary>
internal static class ToolDayReader
{
    public static async ValueTask<ToolDay> ReadAsync(IStore store, DateOnly day, CancellationToken cancellationToken)
    {
        var fields = await store.ReadHashAsync(ToolTally.KeyOf(day), cancellationToken).ConfigureAwait(false);
        return new(day, fields is null ? [] : Read(fields.Reader), null);
    }

    private static List<ToolCount> Read(FieldReader fields)
    {
        var tools = new Dictionary<string, ToolCount>(StringComparer.Ordinal);
        while (fields.TryNext(out var field, out var value))
        {
            if (!Utf8Parser.TryParse(value, out long count, out int read) || read != value.Length)
            {
                continue;
            }

            string name = Encoding.UTF8.GetString(field);
            bool isErrors = name.EndsWith(ToolTally.ErrorSuffix, StringComparison.Ordinal);
            string tool = isErrors ? name[..^ToolTally.ErrorSuffix.Length] : name;
            var known = tools.GetValueOrDefault(tool) ?? new(tool, 0, 0);
            tools[tool] = isErrors ? known with { Errors = count } : known with { Calls = count };
        }

        return [.. tools.Values.OrderByDescending(static tool => tool.Calls).ThenBy(static tool => tool.Tool, StringComparer.Ordinal)];
    }
}
