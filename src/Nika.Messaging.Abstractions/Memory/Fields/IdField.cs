namespace Nika.Messaging;

/// <summary>A field that holds an id.</summary>
/// <typeparam name="TId">The id type.</typeparam>
/// <param name="place">Where it stands.</param>
/// <param name="member">Its wire name there.</param>
/// <param name="messageType">The wire name of the message type whose member it is; null for the envelope's.</param>
public sealed class IdField<TId>(MemoryPlace place, string member, string? messageType = null)
    : ValueField<TId>(place, member, MemoryValueKind.Text, messageType)
    where TId : struct, IId<TId>
{
    /// <inheritdoc/>
    private protected override MemoryValue Convert(TId value) => MemoryValue.Of(value.Value);
}
