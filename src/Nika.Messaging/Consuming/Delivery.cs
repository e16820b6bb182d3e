using System.Diagnostics.CodeAnalysis;

namespace Nika.Messaging;

/// <summary>An entry on its way to a handler: its wire name and its data, not yet read.</summary>
/// <param name="type">The wire name.</param>
/// <param name="data">The JSON of the message.</param>
public ref struct Delivery(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
{
    /// <summary>The wire name.</summary>
    public ReadOnlySpan<byte> Type { get; } = type;

    /// <summary>The JSON of the message.</summary>
    public ReadOnlySpan<byte> Data { get; } = data;

    /// <summary>Why the entry could not be read; default until then.</summary>
    public JsonError Error { get; private set; }

    /// <summary>Reads the data as a message, whole: nothing but white space may follow it.</summary>
    /// <typeparam name="T">The message type.</typeparam>
    /// <param name="message">The message.</param>
    /// <returns>False if the data is malformed; <see cref="Error"/> then says why.</returns>
    public bool TryRead<T>([MaybeNullWhen(false)] out T message)
        where T : IMessage<T>
    {
        var reader = new JsonReader(Data);
        if (T.TryReadJson(ref reader, out message) && reader.ReadEnd())
        {
            return true;
        }

        Error = reader.Error;
        return false;
    }
}
