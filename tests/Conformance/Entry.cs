using System.Text;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Conformance;

/// <summary>An entry copied out of a batch. <see cref="Text"/> is its fields, <c>name=value</c>, joined with commas.</summary>
public sealed record Entry(string Key, StreamId Id, long Deliveries, byte[] Fields)
{
    public string Text => string.Join(',', Pairs().Select(static pair => $"{pair.Name}={Encoding.Latin1.GetString(pair.Value)}"));

    public static List<Entry> AllOf(EntryBatch batch)
    {
        var entries = new List<Entry>(batch.Count);
        for (int i = 0; i < batch.Count; i++)
        {
            var entry = batch[i];
            entries.Add(new(entry.Key, entry.Id, entry.Deliveries, entry.Fields.ToArray()));
        }

        return entries;
    }

    /// <summary>The fields in their order.</summary>
    public List<(string Name, byte[] Value)> Pairs() => PairsOf(new FieldReader(Fields));

    public static List<(string Name, byte[] Value)> PairsOf(FieldReader reader)
    {
        var pairs = new List<(string, byte[])>();
        while (reader.TryNext(out var name, out var value))
        {
            pairs.Add((Encoding.UTF8.GetString(name), value.ToArray()));
        }

        return pairs;
    }
}
