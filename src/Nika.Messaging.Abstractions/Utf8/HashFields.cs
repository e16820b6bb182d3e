namespace Nika.Messaging;


/// <summary>The fields of a hash as read from the store.</summary>
/// <param name="encoded">The fields as <see cref="FieldWriter"/> writes them.</param>
public sealed class HashFields(byte[] encoded)
{
    /// <summary>Reads the fields in order.</summary>
    public FieldReader Reader => new(encoded);

    /// <summary>How many fields there are.</summary>
    public int Count => Reader.Count();

    /// <summary>The value of a field.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    public bool TryGet(scoped ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value) => Reader.TryFind(name, out value);
}
