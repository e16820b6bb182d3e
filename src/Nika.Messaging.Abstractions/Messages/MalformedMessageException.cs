namespace Nika.Messaging;

/// <summary>A document is not the value it was to be read as. Thrown by <see cref="NikaJson"/>'s <c>Read</c> only; whatever a pod consumes is read without exceptions.</summary>
/// <param name="error">What is wrong, where.</param>
public sealed class MalformedMessageException(JsonError error) : FormatException(error.ToString())
{
    /// <summary>The reason, the member's path and the byte offset.</summary>
    public JsonError Error { get; } = error;
}
