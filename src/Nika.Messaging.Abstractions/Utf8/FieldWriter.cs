using System.Buffers.Binary;

namespace Nika.Messaging;

/// <summary>
/// Writes named fields one after another: for each a 4-byte little-endian length and the name, then a 4-byte length and the value.
/// <see cref="FieldReader"/> reads them. The layout stays inside the process.
/// </summary>
/// <param name="buffer">Where the fields go, after what is there.</param>
public ref struct FieldWriter(Utf8Buffer buffer)
{
    /// <summary>Writes the value of the field that <see cref="Begin"/> opened. A public field, because it is passed by reference.</summary>
    public Utf8Writer Writer = new(buffer);

    private readonly int start = buffer.Length;
    private int valueStart;
    private int count;

    /// <summary>The bytes of all names and values written so far, without the lengths between them: what the store will hold.</summary>
    public readonly int PayloadBytes => Writer.Length - start - (count * 2 * sizeof(int));

    /// <summary>Opens a field; write its value to <see cref="Writer"/>, then call <see cref="End"/>.</summary>
    /// <param name="name">The field's name.</param>
    public void Begin(scoped ReadOnlySpan<byte> name)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, name.Length);
        Writer.Raw(length);
        Writer.Raw(name);
        Writer.Raw(stackalloc byte[sizeof(int)]);
        valueStart = Writer.Length;
        count++;
    }

    /// <summary>Closes the open field.</summary>
    public void End() => Writer.PatchInt32(valueStart - sizeof(int), Writer.Length - valueStart);

    /// <summary>Writes a whole field.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="value">Its value.</param>
    public void Field(scoped ReadOnlySpan<byte> name, scoped ReadOnlySpan<byte> value)
    {
        Begin(name);
        Writer.Raw(value);
        End();
    }

    /// <summary>Hands what was written to the buffer.</summary>
    public void Complete() => Writer.Complete();
}
