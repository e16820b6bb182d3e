using System;
using System.Collections.Generic;
using System.Linq;

namespace Nika.Messaging.Analyzers;

/// <summary>Holds a message against its baseline.</summary>
internal sealed class SchemaComparison(SchemaBaseline baseline, MessageSchema schema)
{
    private readonly HashSet<string> changed = new(StringComparer.Ordinal);

    /// <summary>The first version that neither the baseline nor the message has had.</summary>
    public int NextVersion => Math.Max(schema.Version, baseline.Find(schema.Name)?.Version ?? 0) + 1;

    /// <summary>What differs. Nothing inside of what is new, gone or of another type: that is one difference.</summary>
    public IEnumerable<SchemaFinding> Findings()
    {
        var recorded = baseline.Find(schema.Name);
        if (recorded is null)
        {
            return [Record("it is a message of its own", [], schema.Lines)];
        }

        if (recorded.IsTombstone)
        {
            return [new SchemaFinding(SchemaIds.Reused, null, [schema.Name], [], [])];
        }

        if (recorded.Version < schema.Version)
        {
            var (remove, add) = RecordVersion(schema.Version);
            return Reused().Prepend(Record($"its version was {recorded.Version} and is {schema.Version}", remove, add));
        }

        if (recorded.Version > schema.Version)
        {
            string change = $"its version was {recorded.Version} and is {schema.Version}";
            var (remove, add) = RecordVersion(schema.Version);
            return [new SchemaFinding(SchemaIds.Breaking, null, [schema.Name, change, "peers take it for what it was"], remove, add)];
        }

        return Reused().Concat(Compared()).ToList();
    }

    /// <summary>The lines to take out and to put in for all of the message under another version. Names that are gone stay as tombstones.</summary>
    public (IEnumerable<SchemaLine> Remove, IEnumerable<SchemaLine> Add) RecordVersion(int version)
    {
        var old = baseline.InsideOf(schema.Name).Where(line => !line.IsTombstone).ToList();
        var gone = old.Where(line => line.IsField && schema.Find(line.Key) is null).ToList();
        var tombstones = gone.Where(line => !gone.Exists(other => IsInside(line, other.Key))).Select(line => SchemaLine.Tombstone(line.Key));
        return (
            old.Append(baseline.Find(schema.Name)!),
            schema.Lines.Where(line => !line.IsMessage).Concat(tombstones).Append(SchemaLine.OfMessage(schema.Name, version)));
    }

    private IEnumerable<SchemaFinding> Reused() =>
        from line in schema.Lines
        where line.IsField && baseline.Find(line.Key) is { IsTombstone: true }
        select new SchemaFinding(SchemaIds.Reused, schema.MemberOf(line), [line.Key], [], []);

    private IEnumerable<SchemaFinding> Compared()
    {
        // Fields before what is inside of them, and before their values.
        foreach (var line in schema.Lines.Where(line => line.IsField).OrderBy(line => line.Key.Length))
        {
            if (!IsCovered(line) && OfField(line, baseline.Find(line.Key)) is { } finding)
            {
                yield return finding;
            }
        }

        var fields = baseline.InsideOf(schema.Name).Where(line => line.IsField && !line.IsTombstone && schema.Find(line.Key) is null);
        foreach (var line in fields.OrderBy(line => line.Key.Length).ToList())
        {
            if (!IsCovered(line))
            {
                changed.Add(line.Key);
                yield return Finding(line, [SchemaChange.OfRemoved(line.Presence!)], [line, .. baseline.InsideOf(line.Key)], [SchemaLine.Tombstone(line.Key)]);
            }
        }

        foreach (var line in schema.Lines.Where(line => line.IsValue && baseline.Find(line.Key) is null && !IsCovered(line)))
        {
            yield return Finding(line, [HadFallback(line) ? SchemaChange.ValueAddedToFallback : SchemaChange.ValueAdded], [], [line]);
        }

        foreach (var line in baseline.InsideOf(schema.Name).Where(line => line.IsValue && schema.Find(line.Key) is null && !IsCovered(line)).OrderBy(line => line.Key, StringComparer.Ordinal))
        {
            yield return Finding(line, [HasFallback(line) ? SchemaChange.ValueRemovedFromFallback : SchemaChange.ValueRemoved], [line], []);
        }
    }

    private SchemaFinding? OfField(SchemaLine line, SchemaLine? recorded)
    {
        if (recorded is null)
        {
            changed.Add(line.Key);
            return Finding(line, [SchemaChange.OfAdded(line.Presence!)], [], [line, .. InsideOf(line)]);
        }

        if (recorded.IsTombstone)
        {
            changed.Add(line.Key);
            return null;
        }

        var changes = SchemaChange.Between(recorded, line).ToList();
        if (changes.Count == 0)
        {
            return null;
        }

        if (!changes.Contains(SchemaChange.Retyped))
        {
            return Finding(line, changes, [recorded], [line]);
        }

        changed.Add(line.Key);
        return Finding(line, changes, [recorded, .. baseline.InsideOf(line.Key)], [line, .. InsideOf(line)]);
    }

    private SchemaFinding Finding(SchemaLine line, List<SchemaChange> changes, IEnumerable<SchemaLine> remove, IEnumerable<SchemaLine> add)
    {
        string shown = string.Join(", ", changes.Select(change => change.Shown));
        var member = schema.MemberOf(line);
        if (!changes.Exists(change => change.IsBreaking))
        {
            return new SchemaFinding(SchemaIds.NotRecorded, member, [line.Key, shown], remove, add);
        }

        string who = (changes.Exists(change => change.BreaksNewReaders), changes.Exists(change => change.BreaksOldReaders)) switch
        {
            (true, true) => "neither reads what the other writes",
            (true, false) => "it is not read in what peers wrote before",
            _ => "peers that do not have the change cannot read it",
        };
        return new SchemaFinding(SchemaIds.Breaking, member, [line.Key, shown, who], remove, add);
    }

    private SchemaFinding Record(string change, IEnumerable<SchemaLine> remove, IEnumerable<SchemaLine> add) =>
        new(SchemaIds.NotRecorded, null, [schema.Name, change], remove, add);

    private IEnumerable<SchemaLine> InsideOf(SchemaLine line) => schema.Lines.Where(other => IsInside(other, line.Key));

    private bool IsCovered(SchemaLine line) => SchemaPath.ParentsOf(line.Key).Any(changed.Contains);

    private bool HadFallback(SchemaLine value) => FieldOf(value, baseline.Find) is { Type: { } type } && type.Contains("enum*");

    private bool HasFallback(SchemaLine value) => FieldOf(value, schema.Find) is { Type: { } type } && type.Contains("enum*");

    private static SchemaLine? FieldOf(SchemaLine value, Func<string, SchemaLine?> find) => find(SchemaPath.ParentsOf(value.Key).Last());

    private static bool IsInside(SchemaLine line, string key) => line.Key != key && SchemaPath.ParentsOf(line.Key).Contains(key, StringComparer.Ordinal);
}
