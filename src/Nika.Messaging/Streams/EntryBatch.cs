namespace Nika.Messaging.Streams;


/// <summary>
/// Entries read from a store, in one reused buffer: filling it again allocates nothing in the steady state. Views of it are
/// valid until <see cref="Clear"/>.
/// </summary>
public sealed class EntryBatch
{
    private readonly Utf8Buffer arena = new(4096);
    private readonly List<Header> headers = [];

    /// <summary>How many entries there are.</summary>
    public int Count => headers.Count;

    /// <summary>The entry at a position.</summary>
    /// <param name="index">The position, from 0.</param>
    public StreamEntry this[int index]
    {
        get
        {
            var header = headers[index];
            return new StreamEntry(header.Key, header.Id, header.Deliveries, arena.WrittenSpan[header.Start..header.End]);
        }
    }

    /// <summary>Forgets all entries; the memory is kept.</summary>
    public void Clear()
    {
        headers.Clear();
        arena.Clear();
    }

    /// <summary>Adds an entry; its fields follow through <see cref="AddField"/>. For stores.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="id">The entry's id.</param>
    /// <param name="deliveries">How often it has been delivered in the group, this time included; 0 when read without a group.</param>
    public void AddEntry(string key, StreamId id, long deliveries) => headers.Add(new(key, id, deliveries, arena.Length, arena.Length));

    /// <summary>Adds a field to the last entry. For stores.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    public void AddField(scoped ReadOnlySpan<byte> name, scoped ReadOnlySpan<byte> value)
    {
        var writer = new FieldWriter(arena);
        writer.Field(name, value);
        writer.Complete();
        headers[^1] = headers[^1] with { End = arena.Length };
    }

    /// <summary>Adds fields, encoded by <see cref="FieldWriter"/>, to the last entry. For stores.</summary>
    /// <param name="fields">The encoded fields.</param>
    public void AddFields(scoped ReadOnlySpan<byte> fields)
    {
        var writer = new Utf8Writer(arena);
        writer.Raw(fields);
        writer.Complete();
        headers[^1] = headers[^1] with { End = arena.Length };
    }

    /// <summary>Changes the last entry's delivery count. For stores whose reply tells it apart from the entry.</summary>
    /// <param name="index">The entry's position.</param>
    /// <param name="deliveries">The delivery count.</param>
    public void SetDeliveries(int index, long deliveries) => headers[index] = headers[index] with { Deliveries = deliveries };

    private readonly record struct Header(string Key, StreamId Id, long Deliveries, int Start, int End);
}
