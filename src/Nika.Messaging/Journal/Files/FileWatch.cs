using System.Threading.Channels;

namespace Nika.Messaging.Journal.Files;

/// <summary>
/// Waits until a file may have changed. The file system's notice is a hint: it is missing on network mounts and where inotify has no
/// watches left, so a timer says "look" as well.
/// </summary>
internal sealed class FileWatch : IDisposable
{
    /// <summary>How often to look without a hint.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly Channel<bool> hints = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ITimer timer;
    private readonly FileSystemWatcher? watcher;

    public FileWatch(string path, TimeProvider timeProvider)
    {
        timer = timeProvider.CreateTimer(static state => ((FileWatch)state!).Hint(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        watcher = Watch(Path.GetFullPath(path));
    }

    /// <summary>Waits for the next hint since the last wait.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        timer.Change(Interval, Timeout.InfiniteTimeSpan);
        _ = await hints.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        watcher?.Dispose();
        timer.Dispose();
    }

    private FileSystemWatcher? Watch(string path)
    {
        FileSystemWatcher? made = null;
        try
        {
            made = new(Path.GetDirectoryName(path)!, Path.GetFileName(path)) { NotifyFilter = NotifyFilters.LastWrite | NotifyFilters.FileName | NotifyFilters.Size };
            made.Changed += (_, _) => Hint();
            made.Created += (_, _) => Hint();
            made.Renamed += (_, _) => Hint();
            made.EnableRaisingEvents = true;
            return made;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or UnauthorizedAccessException)
        {
            // No such directory yet, or no watches left: the timer is enough.
            made?.Dispose();
            return null;
        }
    }

    private void Hint() => hints.Writer.TryWrite(true);
}
