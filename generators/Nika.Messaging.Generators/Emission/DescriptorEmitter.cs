using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Generators.Emission;

/// <summary>Prints the fields that hold what is the same for every message of a type.</summary>
internal static class DescriptorEmitter
{
    public static IReadOnlyList<string> Fields(MessageModel message)
    {
        var lines = new List<string>
        {
            $"internal static readonly {Names.Descriptor} Descriptor = new(",
            $"    typeof({message.Shape.Type.FullName}),",
            $"    {CodeText.Literal(message.WireName)},",
            $"    {Names.Nika}MessageLayer.{message.Layer},",
            $"    {CodeText.Literal(message.Key.Template)},",
            $"    {Time(message.TimeToLive)})",
            "{",
            $"    Version = {Number(message.Version)},",
        };
        if (message.MaxLength is { } entries)
        {
            lines.Add($"    MaxLength = {Number(entries)}L,");
        }

        if (message.Retention is { } retention)
        {
            lines.Add($"    Retention = {Time(retention)},");
        }

        if (message.SignalKind is { } kind)
        {
            lines.Add($"    Kind = {Names.Nika}SignalKind.{kind},");
        }

        lines.Add($"    Significance = {Names.Nika}Significance.{message.Significance},");
        var fields = MemoryFieldsEmitter.Of(message).Select(field => message.FieldsName + "." + field.Name).ToList();
        if (fields.Count > 0)
        {
            lines.Add($"    MemoryFields = [{string.Join(", ", fields)}],");
        }

        if (message.FieldsName is not null && message.Shape.Members.FirstOrDefault(member => member.Name == message.MemoryText) is { } text)
        {
            lines.Add($"    MemoryTextMember = {CodeText.Literal(text.WireName)},");
        }

        lines.Add("};");
        if (message.Meta.Tags.Count > 0)
        {
            lines.Add("");
            lines.Add("internal static readonly global::System.Collections.Immutable.ImmutableArray<string> Tags =");
            lines.Add("    [" + string.Join(", ", message.Meta.Tags.Select(CodeText.Literal)) + "];");
        }

        return lines;
    }

    /// <summary>A duration in the largest unit that holds it whole.</summary>
    public static string Time(long milliseconds)
    {
        (string Unit, long Length)[] units = [("Days", Durations.Day), ("Hours", Durations.Hour), ("Minutes", Durations.Minute), ("Seconds", Durations.Second)];
        foreach (var (unit, length) in units)
        {
            if (milliseconds % length == 0)
            {
                return $"global::System.TimeSpan.From{unit}({Number(milliseconds / length)})";
            }
        }

        return $"global::System.TimeSpan.FromMilliseconds({Number(milliseconds)}L)";
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
