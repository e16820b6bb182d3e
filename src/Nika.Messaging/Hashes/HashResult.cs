namespace Nika.Messaging;


/// <summary>A hash as read, or why not.</summary>
/// <typeparam name="T">The message type.</typeparam>
/// <param name="Status">The outcome.</param>
/// <param name="Value">The value if found, otherwise default.</param>
/// <param name="Reason">Why it is degraded or malformed; null otherwise.</param>
public readonly record struct HashResult<T>(HashStatus Status, T? Value, string? Reason)
    where T : IHashMessage<T>
{
    /// <summary>Whether the value is there.</summary>
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(true, nameof(Value))]
    public bool IsFound => Status == HashStatus.Found;
}
