namespace Nika.Messaging;


/// <summary>The key of one stream or hash, tied to the message type it holds. Made by the generated <c>KeyFor</c> of the type.</summary>
/// <typeparam name="T">The message type.</typeparam>
public readonly record struct MessageKey<T>
    where T : IMessage<T>
{
    private readonly string? value;

    /// <summary>A key from its text. For generated code: <c>KeyFor</c> validates every part.</summary>
    /// <param name="value">The key.</param>
    public MessageKey(string value) => this.value = value;

    /// <summary>The key; empty for a default one.</summary>
    public string Value => value ?? "";

    /// <summary>The key.</summary>
    public override string ToString() => Value;
}
