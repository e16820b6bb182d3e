using System.Diagnostics.CodeAnalysis;

namespace Nika.Messaging;

/// <summary>A field that holds a GUID, as text in lower case with hyphens.</summary>
/// <param name="place">Where it stands.</param>
/// <param name="member">Its wire name there.</param>
/// <param name="messageType">The wire name of the message type whose member it is; null for the envelope's.</param>
public sealed class GuidField(MemoryPlace place, string member, string? messageType = null)
    : ValueField<Guid>(place, member, MemoryValueKind.Text, messageType)
{
    /// <inheritdoc/>
    private protected override MemoryValue Convert(Guid value) => MemoryValue.Of(value.ToString("D"));

    /// <inheritdoc/>
    internal override bool TryRead(string text, out MemoryValue value, [NotNullWhen(false)] out string? fault)
    {
        bool isRead = Guid.TryParse(text, out var guid);
        value = isRead ? Convert(guid) : default;
        fault = isRead ? null : $"'{Name}' holds a GUID, and '{text}' is none";
        return isRead;
    }
}
