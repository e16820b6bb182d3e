namespace Nika.Messaging;

/// <summary>How an entity ended, as bus messages say it. A type of its own, so that it does not become the envelope's <c>status</c>: who asks memory for what failed counts transitions, each once.</summary>
public enum EntityEnd
{
    /// <summary><c>completed</c>.</summary>
    Completed,

    /// <summary><c>failed</c>.</summary>
    Failed,

    /// <summary><c>cancelled</c>.</summary>
    Cancelled,
}
