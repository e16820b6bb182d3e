using Nika.Messaging.Streams;

namespace Nika.Messaging.Publishing;

/// <summary>
/// A part of the pod that writes telemetry. Its writes give way to messages, are neither counted in the account nor logged nor told to journal and
/// memory; it alone hears what became of them.
/// </summary>
internal interface IOwnWrites
{
    /// <summary>What became of a write. Called where the lane reports: returns at once.</summary>
    /// <param name="header">The write.</param>
    /// <param name="failure">Null if it was stored.</param>
    void Answered(in WriteHeader header, WriteFailure? failure);
}
