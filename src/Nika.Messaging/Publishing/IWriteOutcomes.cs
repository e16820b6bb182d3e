using Nika.Messaging.Streams;

namespace Nika.Messaging.Publishing;

/// <summary>Where a lane reports what became of its writes.</summary>
internal interface IWriteOutcomes
{
    /// <summary>The store has it: count, journal, memory.</summary>
    void Delivered(in WriteHeader header, in EncodedWrite write);

    /// <summary>The store does not have it, or nobody knows: into the local log, or counted as dropped.</summary>
    PublishResult Failed(in WriteHeader header, in EncodedWrite write, WriteFailure failure, string reason, string lane);
}
