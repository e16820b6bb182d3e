namespace Nika.Messaging.Journal;

/// <summary>
/// The JSONL bus: <c>_bus/alpha_bus.jsonl</c> and <c>_bus/channels/{entity_id}.jsonl</c>. Writing it needs Linux; reading does not.
/// </summary>
public sealed class JournalOptions
{
    /// <summary>The directory that holds <c>_bus</c>; made if it is absent. Default: the current directory.</summary>
    public string Directory { get; set; } = ".";

    /// <summary>
    /// The most bytes of lines that wait for the disk, between 64 KiB and 1 GiB. Past it new lines are lost and counted; the messages are
    /// not, the store has them. Default 8 MiB.
    /// </summary>
    public int MaxPendingBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>How many channel files are kept open, at least 1; the one not written to for longest is closed first. Default 64.</summary>
    public int OpenChannels { get; set; } = 64;

    /// <summary>
    /// Whether each batch of lines is followed by an fsync. Without it a machine that loses its power may lose the last seconds; a killed process
    /// loses its last batch either way. After an fsync that failed the batch is written again, so a line may be there twice. Default false.
    /// </summary>
    public bool Fsync { get; set; }

    /// <summary>
    /// The length in bytes at which a file is renamed to <c>{name}.{yyyyMMddTHHmmssfff}.jsonl</c> (UTC) and a new one begun; 0: never.
    /// Every writer of the directory notices, whatever its own setting. Default 0.
    /// </summary>
    public long RotateAtBytes { get; set; }

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

        if (OpenChannels < 1)
        {
            yield return $"{nameof(OpenChannels)} is {OpenChannels}; at least 1 is needed";
        }

        if (RotateAtBytes < 0)
        {
            yield return $"{nameof(RotateAtBytes)} is {RotateAtBytes}; 0 means never";
        }

        if (CloseTimeout < TimeSpan.Zero)
        {
            yield return $"{nameof(CloseTimeout)} is {CloseTimeout}";
        }
    }
}
