using System.Buffers.Binary;

namespace Nika.Messaging;

/// <summary>Reads what <see cref="FieldWriter"/> wrote, field by field, or by name.</summary>
/// <param name="fields">The encoded fields.</param>
public ref struct FieldReader(ReadOnlySpan<byte> fields)
{
    private ReadOnlySpan<byte> rest = fields;

    /// <summary>The encoded fields not read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => rest;

    /// <summary>The next field.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <returns>False at the end.</returns>
    public bool TryNext(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        if (rest.IsEmpty)
        {
            name = value = default;
            return false;
        }

        name = Take();
        value = Take();
        return true;
    }

    /// <summary>The value of the first field of that name among those not read yet.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    public readonly bool TryFind(scoped ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        var copy = this;
        while (copy.TryNext(out var found, out value))
        {
            if (found.SequenceEqual(name))
            {
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>How many fields are left.</summary>
    public readonly int Count()
    {
        var copy = this;
        int count = 0;
        while (copy.TryNext(out _, out _))
        {
            count++;
        }

        return count;
    }

    private ReadOnlySpan<byte> Take()
    {
        int length = BinaryPrimitives.ReadInt32LittleEndian(rest);
        var part = rest.Slice(sizeof(int), length);
        rest = rest[(sizeof(int) + length)..];
        return part;
    }
}
