using System.Buffers.Text;
using System.Runtime.InteropServices;

namespace Nika.Messaging.Streams.Embedded;

/// <summary>
/// A hash. One that was written whole stays the one array it came as; the first increment takes it apart, since counters change
/// one by one and often.
/// </summary>
internal sealed class EmbeddedHash(string key) : StoredValue(key)
{
    private byte[]? encoded;
    private Dictionary<byte[], HashValue>? fields;

    public bool IsEmpty => fields is null ? encoded is null : fields.Count == 0;

    /// <summary>Replaces all fields.</summary>
    /// <param name="value">The encoded fields; the array becomes the hash's.</param>
    public void Replace(byte[] value)
    {
        encoded = value;
        fields = null;
    }

    /// <summary>Adds to a field, which counts as 0 if it is missing.</summary>
    /// <returns>Null, or why not, in Redis's words.</returns>
    public string? Increment(ReadOnlySpan<byte> name, ReadOnlySpan<byte> by)
    {
        if (!HashValue.TryParse(by, out long increment))
        {
            return RedisError.NotAnInteger;
        }

        ref var value = ref CollectionsMarshal.GetValueRefOrAddDefault(Fields().GetAlternateLookup<ReadOnlySpan<byte>>(), name, out _);
        if (!value.TryGetNumber(out long number))
        {
            return RedisError.HashValueNotAnInteger;
        }

        long sum = unchecked(number + increment);
        if (((number ^ sum) & (increment ^ sum)) < 0)
        {
            return RedisError.Overflow;
        }

        value = new HashValue { Number = sum };
        encoded = null;
        return null;
    }

    /// <summary>A field's value; null if it is missing.</summary>
    public byte[]? Get(byte[] name)
    {
        if (!Fields().TryGetValue(name, out var value))
        {
            return null;
        }

        if (value.Text is null)
        {
            Span<byte> text = stackalloc byte[HashValue.MaxNumberLength];
            _ = Utf8Formatter.TryFormat(value.Number, text, out int length);
            return text[..length].ToArray();
        }

        return value.Text;
    }

    /// <summary>Writes a field; the arrays become the hash's.</summary>
    public void Set(byte[] name, byte[] value)
    {
        Fields()[name] = new HashValue { Text = value };
        encoded = null;
    }

    /// <summary>Removes a field, if it is there.</summary>
    public void Remove(byte[] name)
    {
        if (Fields().Remove(name))
        {
            encoded = null;
        }
    }

    public HashFields Read() => new(encoded ??= Encode());

    private Dictionary<byte[], HashValue> Fields()
    {
        if (fields is null)
        {
            fields = new(FieldNameComparer.Instance);
            var reader = new FieldReader(encoded);
            while (reader.TryNext(out var name, out var value))
            {
                fields[name.ToArray()] = new HashValue { Text = value.ToArray() };
            }
        }

        return fields;
    }

    private byte[] Encode()
    {
        var buffer = new Utf8Buffer(256);
        var writer = new FieldWriter(buffer);
        Span<byte> text = stackalloc byte[HashValue.MaxNumberLength];
        foreach (var (name, value) in Fields())
        {
            if (value.Text is { } known)
            {
                writer.Field(name, known);
            }
            else
            {
                _ = Utf8Formatter.TryFormat(value.Number, text, out int length);
                writer.Field(name, text[..length]);
            }
        }

        writer.Complete();
        return buffer.WrittenSpan.ToArray();
    }
}
