using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Nika.Messaging;

/// <summary>Reads and writes messages and parts as whole JSON documents, outside of streams and hashes too: the same bytes, the same checks.</summary>
public static class NikaJson
{
    /// <summary>Reads one document, without throwing for anything that it may hold.</summary>
    /// <typeparam name="T">The message or part.</typeparam>
    /// <param name="utf8">The whole document; nothing but white space may follow the value.</param>
    /// <param name="value">The value.</param>
    /// <param name="error">What is wrong otherwise: the reason, the member's path and the byte offset.</param>
    /// <param name="limits">What is taken at most. Default <see cref="JsonLimits.Default"/>.</param>
    public static bool TryRead<T>(ReadOnlySpan<byte> utf8, [MaybeNullWhen(false)] out T value, out JsonError error, JsonLimits? limits = null)
        where T : IMessagePart<T>
    {
        var reader = new JsonReader(utf8, limits ?? JsonLimits.Default);
        if (T.TryReadJson(ref reader, out value) && reader.ReadEnd())
        {
            error = default;
            return true;
        }

        error = reader.Error;
        value = default;
        return false;
    }

    /// <summary>
    /// Reads one document that lies in several pieces, exactly as if it were whole: it is copied together first, into a rented array, but for one within
    /// <see cref="JsonLimits.MaxBytes"/> only.
    /// </summary>
    /// <typeparam name="T">The message or part.</typeparam>
    /// <param name="utf8">The whole document; nothing but white space may follow the value.</param>
    /// <param name="value">The value.</param>
    /// <param name="error">What is wrong otherwise.</param>
    /// <param name="limits">What is taken at most. Default <see cref="JsonLimits.Default"/>.</param>
    public static bool TryRead<T>(in ReadOnlySequence<byte> utf8, [MaybeNullWhen(false)] out T value, out JsonError error, JsonLimits? limits = null)
        where T : IMessagePart<T>
    {
        limits ??= JsonLimits.Default;
        if (utf8.IsSingleSegment)
        {
            return TryRead(utf8.FirstSpan, out value, out error, limits);
        }

        if (utf8.Length > limits.MaxBytes)
        {
            value = default;
            error = new JsonError(limits.TooLong(utf8.Length), JsonPath.Root, 0);
            return false;
        }

        byte[] rented = ArrayPool<byte>.Shared.Rent((int)utf8.Length);
        utf8.CopyTo(rented);
        bool isRead = TryRead(rented.AsSpan(0, (int)utf8.Length), out value, out error, limits);
        ArrayPool<byte>.Shared.Return(rented);
        return isRead;
    }

    /// <summary>Reads one document.</summary>
    /// <typeparam name="T">The message or part.</typeparam>
    /// <param name="utf8">The whole document; nothing but white space may follow the value.</param>
    /// <param name="limits">What is taken at most. Default <see cref="JsonLimits.Default"/>.</param>
    /// <exception cref="MalformedMessageException">The document is no such value.</exception>
    public static T Read<T>(ReadOnlySpan<byte> utf8, JsonLimits? limits = null)
        where T : IMessagePart<T> =>
        TryRead<T>(utf8, out var value, out var error, limits) ? value : throw new MalformedMessageException(error);

    /// <summary>Reads one document that lies in several pieces.</summary>
    /// <typeparam name="T">The message or part.</typeparam>
    /// <param name="utf8">The whole document; nothing but white space may follow the value.</param>
    /// <param name="limits">What is taken at most. Default <see cref="JsonLimits.Default"/>.</param>
    /// <exception cref="MalformedMessageException">The document is no such value.</exception>
    public static T Read<T>(in ReadOnlySequence<byte> utf8, JsonLimits? limits = null)
        where T : IMessagePart<T> =>
        TryRead<T>(in utf8, out var value, out var error, limits) ? value : throw new MalformedMessageException(error);

    /// <summary>Writes one document after what the buffer holds, without throwing for anything that the value may hold.</summary>
    /// <typeparam name="T">The message or part.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="buffer">Where it goes. It is left as it was if this fails.</param>
    /// <param name="error">What has no JSON form otherwise, such as NaN, or a null where none may be.</param>
    public static bool TryWrite<T>(in T value, Utf8Buffer buffer, [NotNullWhen(false)] out string? error)
        where T : IMessagePart<T>
    {
        var writer = new Utf8Writer(buffer);
        T.WriteJson(in value, ref writer);
        error = writer.Error;
        if (error is not null)
        {
            return false;
        }

        writer.Complete();
        return true;
    }
}
