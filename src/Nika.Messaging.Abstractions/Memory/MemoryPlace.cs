namespace Nika.Messaging;

/// <summary>Where in a remembered event a field stands.</summary>
public enum MemoryPlace
{
    /// <summary>Beside the envelope: <c>type</c>.</summary>
    Event,

    /// <summary>In the envelope, <c>NIKA_META</c>.</summary>
    Envelope,

    /// <summary>In the message itself, <c>data</c>.</summary>
    Data,
}
