namespace Nika.Messaging;

/// <summary>A field of text, compared exactly.</summary>
/// <param name="place">Where it stands.</param>
/// <param name="member">Its wire name there.</param>
/// <param name="messageType">The wire name of the message type whose member it is; null for the envelope's.</param>
public sealed class TextField(MemoryPlace place, string member, string? messageType = null)
    : ValueField<string>(place, member, MemoryValueKind.Text, messageType)
{
    /// <inheritdoc/>
    private protected override MemoryValue Convert(string value) => MemoryValue.Of(value);
}
