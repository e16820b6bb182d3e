using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Nika.Messaging;

/// <summary>
/// A field of remembered events: a member of the envelope (<see cref="Meta"/>) or of a message (the generated <c>Fields</c> of its type).
/// A condition on a message's field also asks for the message's type.
/// </summary>
public abstract class MemoryField : IEquatable<MemoryField>
{
    private protected MemoryField(MemoryPlace place, string member, MemoryValueKind kind, string? messageType = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(member);
        Place = place;
        Member = member;
        Kind = kind;
        MessageType = messageType;
    }

    /// <summary>Where the field stands.</summary>
    public MemoryPlace Place { get; }

    /// <summary>Its wire name there, e.g. <c>domain</c>, or <c>ts</c>.</summary>
    public string Member { get; }

    /// <summary>What it holds.</summary>
    public MemoryValueKind Kind { get; }

    /// <summary>The wire name of the message type whose member it is; null for the envelope's.</summary>
    public string? MessageType { get; }

    /// <summary>Its name in a filter's text: <c>domain</c>, <c>time</c>, <c>data.step</c>.</summary>
    public string Name => this switch
    {
        { Place: MemoryPlace.Data } => "data." + Member,
        { Place: MemoryPlace.Envelope, Member: "ts" } => "time",
        _ => Member,
    };

    /// <summary>The field is absent, null or a list without elements.</summary>
    public MemoryFilter IsEmpty => Scoped(MemoryFilter.Empty(this));

    /// <summary>The field is there and null.</summary>
    public MemoryFilter IsNull => Scoped(MemoryFilter.Null(this));

    /// <summary>The only texts the field can hold, such as the names of an enum; empty if any will do.</summary>
    public virtual ImmutableArray<string> AllowedTexts => [];

    /// <summary>The kind in words, for error messages.</summary>
    internal string KindName => Kind switch
    {
        MemoryValueKind.Text => "text",
        MemoryValueKind.Integer => "a whole number",
        MemoryValueKind.Number => "a number",
        MemoryValueKind.Boolean => "a truth value (true or false)",
        _ => "a time",
    };

    /// <summary>Whether it is the same place in an event and of the same kind.</summary>
    /// <param name="other">The other field.</param>
    public bool Equals(MemoryField? other) => other is not null && Place == other.Place && Kind == other.Kind && string.Equals(Member, other.Member, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MemoryField);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Place, Kind, Member);

    /// <summary>The name in a filter's text.</summary>
    public override string ToString() => Name;

    /// <summary>The condition, and that the event is of the message's type if the field is a message's.</summary>
    internal MemoryFilter Scoped(MemoryFilter condition) => MessageType is null ? condition : MemoryFilter.And(Meta.Type == MessageType, condition);

    /// <summary>Reads a value from a filter's text. A time is read as an instant.</summary>
    internal virtual bool TryRead(string text, out MemoryValue value, [NotNullWhen(false)] out string? fault)
    {
        fault = null;
        value = default;
        switch (Kind)
        {
            case MemoryValueKind.Text:
                value = MemoryValue.Of(text);
                break;
            case MemoryValueKind.Integer when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer):
                value = MemoryValue.Of(integer);
                break;
            case MemoryValueKind.Number when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number):
                value = MemoryValue.Of(number);
                break;
            case MemoryValueKind.Boolean when text is "true" or "false":
                value = MemoryValue.Of(text is "true");
                break;
            case MemoryValueKind.Time when MemoryTime.TryParseInstant(text, out var instant):
                value = MemoryValue.Of(instant);
                break;
            default:
                fault = $"'{Name}' holds {KindName}, and '{text}' is none";
                break;
        }

        return fault is null;
    }

    /// <summary>Refuses a value of another kind.</summary>
    internal void Require(MemoryValue value, string parameter)
    {
        if (value.Kind != Kind)
        {
            throw new ArgumentException($"{Name} holds {KindName}; it cannot be compared with a value of kind {value.Kind}.", parameter);
        }
    }
}
