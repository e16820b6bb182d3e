namespace Nika.Messaging;

/// <summary>A field that holds true or false.</summary>
/// <param name="place">Where it stands.</param>
/// <param name="member">Its wire name there.</param>
/// <param name="messageType">The wire name of the message type whose member it is; null for the envelope's.</param>
public sealed class BooleanField(MemoryPlace place, string member, string? messageType = null)
    : ValueField<bool>(place, member, MemoryValueKind.Boolean, messageType)
{
    /// <inheritdoc/>
    private protected override MemoryValue Convert(bool value) => MemoryValue.Of(value);
}
