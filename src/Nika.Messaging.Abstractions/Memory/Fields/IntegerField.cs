namespace Nika.Messaging;

/// <summary>A field that holds a whole number of 64 bits.</summary>
/// <param name="place">Where it stands.</param>
/// <param name="member">Its wire name there.</param>
/// <param name="messageType">The wire name of the message type whose member it is; null for the envelope's.</param>
public sealed class IntegerField(MemoryPlace place, string member, string? messageType = null)
    : OrderedField<long>(place, member, MemoryValueKind.Integer, messageType)
{
    /// <inheritdoc/>
    private protected override MemoryValue Convert(long value) => MemoryValue.Of(value);
}
