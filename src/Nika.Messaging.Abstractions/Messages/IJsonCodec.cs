using System.Diagnostics.CodeAnalysis;

namespace Nika.Messaging;

/// <summary>Writes and reads a type that is neither a message part nor one that the generator knows. Named by <see cref="JsonCodecAttribute"/>.</summary>
/// <typeparam name="T">The type.</typeparam>
public interface IJsonCodec<T>
{
    /// <summary>Writes exactly one JSON value. What has no JSON calls <see cref="Utf8Writer.Fail"/>.</summary>
    /// <param name="value">The value, never null.</param>
    /// <param name="writer">Where it goes.</param>
    static abstract void Write(T value, ref Utf8Writer writer);

    /// <summary>Reads exactly one JSON value; <c>null</c> does not come here where the member may be null.</summary>
    /// <param name="reader">The reader. What does not fit calls <see cref="JsonReader.Fail(string)"/>.</param>
    /// <param name="value">The value.</param>
    /// <returns>False on a fault, without throwing.</returns>
    static abstract bool TryRead(ref JsonReader reader, [MaybeNullWhen(false)] out T value);
}
