namespace Nika.Messaging;

/// <summary>A field that holds a number, compared as a double: of a decimal, about the first 15 digits count.</summary>
/// <param name="place">Where it stands.</param>
/// <param name="member">Its wire name there.</param>
/// <param name="messageType">The wire name of the message type whose member it is; null for the envelope's.</param>
public sealed class NumberField(MemoryPlace place, string member, string? messageType = null)
    : OrderedField<double>(place, member, MemoryValueKind.Number, messageType)
{
    /// <inheritdoc/>
    private protected override MemoryValue Convert(double value) => MemoryValue.Of(value);
}
