using System.Diagnostics.CodeAnalysis;

namespace Nika.Messaging;

/// <summary>A significant event on its way to memory, or back.</summary>
/// <param name="Text">What it says, for words and meaning.</param>
/// <param name="Meta">The envelope.</param>
/// <param name="MetaJson">The envelope as published. Back from memory: the same members and values, perhaps written in another way.</param>
/// <param name="DataJson">The message as published. Back from memory: the same members and values, perhaps written in another way.</param>
public sealed record MemoryEvent(string Text, NikaMeta Meta, ReadOnlyMemory<byte> MetaJson, ReadOnlyMemory<byte> DataJson)
{
    /// <summary>The envelope's id, which is also the id in memory.</summary>
    public Guid Id => Meta.Id;

    /// <summary>Its vector, if the one who remembers it has made one; normally empty, and made by the memory's embedder. Never filled on the way back.</summary>
    public ReadOnlyMemory<float> Vector { get; init; }

    /// <summary>Reads the message.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="message">The message.</param>
    /// <param name="error">Why not: it is of another type, or cannot be read.</param>
    public bool TryRead<T>([MaybeNullWhen(false)] out T message, [NotNullWhen(false)] out string? error)
        where T : IMessage<T>
    {
        if (!string.Equals(Meta.Type, T.Descriptor.Name, StringComparison.Ordinal))
        {
            message = default;
            error = $"The event is a '{Meta.Type}', not a '{T.Descriptor.Name}'.";
            return false;
        }

        bool isRead = NikaJson.TryRead<T>(DataJson.Span, out message, out var fault);
        error = isRead ? null : fault.ToString();
        return isRead;
    }
}
