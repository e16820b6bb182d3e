using Nika.Messaging.Publishing;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Consuming;

/// <summary>
/// An entry copied out of the reader's batch, so that the reader can go on while it is handled. Reused: copying allocates nothing
/// in the steady state.
/// </summary>
internal sealed class ReceivedEntry
{
    private readonly Utf8Buffer buffer = new(1024);
    private NikaMeta meta;

    public EntryIdentity Identity { get; private set; }

    public long Deliveries { get; private set; }

    public ReadOnlySpan<byte> Fields => buffer.WrittenSpan;

    public ref readonly NikaMeta Meta => ref meta;

    public void CopyFrom(in StreamEntry entry)
    {
        Identity = new(entry.Key, entry.Id);
        Deliveries = entry.Deliveries;
        buffer.Clear();
        var writer = new Utf8Writer(buffer);
        writer.Raw(entry.Fields);
        writer.Complete();
        meta = default;
    }

    /// <summary>Reads the parts every message has.</summary>
    /// <returns>Null, or what is wrong.</returns>
    public string? ReadEnvelope()
    {
        var fields = new FieldReader(Fields);
        if (!fields.TryFind(WireFields.Type, out _))
        {
            return "the entry has no field 'type'";
        }

        if (!fields.TryFind(WireFields.Data, out _))
        {
            return "the entry has no field 'data'";
        }

        if (!fields.TryFind(WireFields.Meta, out var metaJson))
        {
            return "the entry has no field 'NIKA_META'";
        }

        var reader = new JsonReader(metaJson);
        return NikaMeta.TryReadJson(ref reader, out meta) && reader.ReadEnd() ? null : $"NIKA_META: {reader.Error}";
    }

    public Delivery ToDelivery() => new(Field(WireFields.Type), Field(WireFields.Data));

    public bool Has(scoped ReadOnlySpan<byte> field) => new FieldReader(Fields).TryFind(field, out _);

    public ReadOnlySpan<byte> Field(scoped ReadOnlySpan<byte> name)
    {
        _ = new FieldReader(Fields).TryFind(name, out var value);
        return value;
    }
}
