using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Nika.Messaging;

/// <summary>A field that holds a value of an enum, as its wire name.</summary>
/// <typeparam name="TEnum">The enum.</typeparam>
/// <param name="place">Where it stands.</param>
/// <param name="member">Its wire name there.</param>
/// <param name="names">The values and their wire names.</param>
/// <param name="messageType">The wire name of the message type whose member it is; null for the envelope's.</param>
public sealed class EnumField<TEnum>(MemoryPlace place, string member, ImmutableArray<(TEnum Value, string Name)> names, string? messageType = null)
    : ValueField<TEnum>(place, member, MemoryValueKind.Text, messageType)
    where TEnum : struct, Enum
{
    /// <inheritdoc/>
    public override ImmutableArray<string> AllowedTexts { get; } = [.. names.Select(static named => named.Name)];

    /// <inheritdoc/>
    private protected override MemoryValue Convert(TEnum value)
    {
        foreach (var named in names)
        {
            if (EqualityComparer<TEnum>.Default.Equals(named.Value, value))
            {
                return MemoryValue.Of(named.Name);
            }
        }

        throw new ArgumentOutOfRangeException(nameof(value), value, $"{typeof(TEnum).Name} has no such value with a wire name.");
    }

    /// <inheritdoc/>
    internal override bool TryRead(string text, out MemoryValue value, [NotNullWhen(false)] out string? fault)
    {
        value = MemoryValue.Of(text);
        fault = AllowedTexts.Contains(text, StringComparer.Ordinal) ? null
            : NearestName.Of(text, AllowedTexts) is { } nearest ? $"'{Name}' is never '{text}'; did you mean '{nearest}'?"
            : $"'{Name}' is never '{text}': it is one of {string.Join(", ", AllowedTexts)}";
        return fault is null;
    }
}
