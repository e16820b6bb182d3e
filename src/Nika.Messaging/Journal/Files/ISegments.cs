namespace Nika.Messaging.Journal.Files;

/// <summary>The older parts of a queue's main file: numbered files beside it. Called in the queue's background, <see cref="Bytes"/> by anyone.</summary>
internal interface ISegments
{
    /// <summary>The length at which the main file becomes a segment.</summary>
    long SegmentBytes { get; }

    /// <summary>The bytes of all segments.</summary>
    long Bytes { get; }

    /// <summary>Called before the main file is opened; finds the segments of earlier runs.</summary>
    /// <exception cref="IOException">The directory cannot be used.</exception>
    void Prepare();

    /// <summary>Where the main file is to be moved now; null if it has to stay.</summary>
    string? NextPath();

    /// <summary>The main file was moved to <see cref="NextPath"/>; nothing was written to a new one yet.</summary>
    /// <param name="length">Its bytes.</param>
    void Rotated(long length);
}
