namespace Nika.Messaging.Streams;


/// <summary>One entry, as a view over an <see cref="EntryBatch"/>.</summary>
/// <param name="key">The stream.</param>
/// <param name="id">The entry's id.</param>
/// <param name="deliveries">How often it has been delivered in the group.</param>
/// <param name="fields">The encoded fields.</param>
public readonly ref struct StreamEntry(string key, StreamId id, long deliveries, ReadOnlySpan<byte> fields)
{
    /// <summary>The stream.</summary>
    public string Key { get; } = key;

    /// <summary>The entry's id.</summary>
    public StreamId Id { get; } = id;

    /// <summary>How often it has been delivered in the group, this time included; 0 when read without a group.</summary>
    public long Deliveries { get; } = deliveries;

    /// <summary>The fields, encoded; read them with <see cref="FieldReader"/>.</summary>
    public ReadOnlySpan<byte> Fields { get; } = fields;

    /// <summary>The value of a field.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    public bool TryGet(scoped ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value) => new FieldReader(Fields).TryFind(name, out value);
}
