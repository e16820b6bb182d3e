using System.Buffers;

namespace Nika.Messaging.Qdrant.Filters;

/// <summary>A field as Qdrant knows it.</summary>
/// <param name="Key">The payload key: <c>NIKA_META.domain</c>.</param>
/// <param name="Index">The kind of payload index for it.</param>
internal readonly record struct PayloadField(string Key, string Index)
{
    /// <summary>The kind of index that orders by time.</summary>
    public const string Datetime = "datetime";

    // Anything else in a key must stand in quotes, which cannot themselves be quoted.
    private static readonly SearchValues<char> PlainCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>The envelope's time.</summary>
    public static PayloadField Time { get; } = Of(Meta.Time);

    /// <summary>The key and index of a field.</summary>
    /// <exception cref="ArgumentException">No key can name it.</exception>
    public static PayloadField Of(MemoryField field)
    {
        string member = field.Member.AsSpan().ContainsAnyExcept(PlainCharacters)
            ? field.Member.Contains('"', StringComparison.Ordinal) ? throw new ArgumentException($"Qdrant has no key for a member with a quote in its name: {field.Name}.", nameof(field)) : $"\"{field.Member}\""
            : field.Member;
        string key = field.Place switch
        {
            MemoryPlace.Event => member,
            MemoryPlace.Envelope => $"NIKA_META.{member}",
            _ => $"data.{member}",
        };
        string index = field.Kind switch
        {
            MemoryValueKind.Text => "keyword",
            MemoryValueKind.Integer => "integer",
            MemoryValueKind.Number => "float",
            MemoryValueKind.Boolean => "bool",
            _ => Datetime,
        };
        return new PayloadField(key, index);
    }

    /// <summary>Whether an index of that kind does what this field's conditions need.</summary>
    public bool IsServedBy(string kind) => kind == Index || (Index == "keyword" && kind == "uuid");
}
