namespace Nika.Messaging;

/// <summary>
/// The local log <c>logs/{pod}.jsonl</c>: every message that was not delivered, whole, a line each. Needs Linux.
/// </summary>
public sealed class LocalLogOptions
{
    /// <summary>The directory that holds <c>logs</c>; made if it is absent. Default: the current directory.</summary>
    public string Directory { get; set; } = ".";

    /// <summary>
    /// The most bytes of lines that wait for the disk, between 64 KiB and 1 GiB. Past it messages are dropped and counted. Default 64 MiB.
    /// </summary>
    public int MaxPendingBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>The length in bytes past which the files together take no more: messages are dropped and counted then. At least 64 KiB. Default 2 GiB.</summary>
    public long MaxFileBytes { get; set; } = 2L * 1024 * 1024 * 1024;

    /// <summary>
    /// The length in bytes at which the file is put aside under a number and a new one begun. A part is deleted when all of its messages
    /// have been replayed. At least 64 KiB; as large as <see cref="MaxFileBytes"/>: one file only. Default 64 MiB.
    /// </summary>
    public long SegmentBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>How long the pod's end waits for the disk to take what is left. Default 2 s.</summary>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>What is wrong with the values; nothing if they can be used.</summary>
    internal IEnumerable<string> Faults()
    {
        if (string.IsNullOrWhiteSpace(Directory))
        {
            yield return $"{nameof(Directory)} is empty";
        }

        if (MaxPendingBytes is < 64 * 1024 or > 1024 * 1024 * 1024)
        {
            yield return $"{nameof(MaxPendingBytes)} is {MaxPendingBytes}; allowed are 64 KiB to 1 GiB";
        }

        if (MaxFileBytes < 64 * 1024)
        {
            yield return $"{nameof(MaxFileBytes)} is {MaxFileBytes}; at least 64 KiB are needed";
        }

        if (SegmentBytes < 64 * 1024)
        {
            yield return $"{nameof(SegmentBytes)} is {SegmentBytes}; at least 64 KiB are needed";
        }

        if (CloseTimeout < TimeSpan.Zero)
        {
            yield return $"{nameof(CloseTimeout)} is {CloseTimeout}";
        }
    }
}
