using System.Text;

namespace Nika.Messaging.Consuming;

/// <summary>
/// The names under which entries are handed back. They are consumers of the group that nobody is (no pod's name holds a colon): what
/// is pending for them is there for the taking, without any waiting for an idle time.
/// </summary>
internal static class Offers
{
    /// <summary>To whoever comes first.</summary>
    public const string Anyone = "nika:released";

    /// <summary>To whoever has a handler for the type. Others do not take it, so it does not go round and round among them.</summary>
    public static string ToHandlersOf(ReadOnlySpan<byte> type)
    {
        Span<char> text = stackalloc char[IdFormat.MaxLength];
        return type.Length <= IdFormat.MaxLength && Encoding.UTF8.TryGetChars(type, text, out int length) && IdFormat.IsValid(text[..length])
            ? ToHandlersOf(text[..length].ToString())
            : ToHandlersOf("unknown");
    }

    /// <inheritdoc cref="ToHandlersOf(ReadOnlySpan{byte})"/>
    public static string ToHandlersOf(string type) => Anyone + ":" + type;
}
