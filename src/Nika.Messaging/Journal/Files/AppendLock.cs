using Microsoft.Win32.SafeHandles;

namespace Nika.Messaging.Journal.Files;

/// <summary>
/// Keeps the writers of one directory apart for the length of a batch: <c>.lock</c> in it, with flock. O_APPEND alone keeps whole
/// writes apart, but a writer killed in the middle of one leaves half a line, and the next one's first line would be lost behind it;
/// under the lock the next one sees the half line and begins with a newline. The kernel frees the lock of a killed process.
/// A lock file of its own, because .NET puts a shared flock on every file it opens for reading.
/// Waiting is bounded: a stopped process must not stop the others. Without the lock a batch begins with a newline to be safe.
/// </summary>
internal sealed class AppendLock(string directory) : IDisposable
{
    public const string FileName = ".lock";

    /// <summary>About a quarter of a second.</summary>
    private const int MaxTries = 250;

    private readonly string path = Path.Combine(directory, FileName);
    private SafeFileHandle? file;

    /// <summary>Takes the lock, or gives up after a while.</summary>
    public bool TryTake()
    {
        if (file is null)
        {
            var opened = LibC.OpenForLock(path);
            if (opened.IsInvalid)
            {
                opened.Dispose();
                return false;
            }

            file = opened;
        }

        for (int tries = 1; ; tries++)
        {
            int error = LibC.TryLock(file);
            if (error == 0)
            {
                return true;
            }

            if (error != LibC.WouldBlock || tries == MaxTries)
            {
                return false;
            }

            // On the background thread, which is there to wait for the disk.
            Thread.Sleep(1);
        }
    }

    public void Release() => LibC.Release(file!);

    /// <summary>Opens the lock file anew next time: somebody moves or deletes files here, perhaps this one.</summary>
    public void Forget()
    {
        file?.Dispose();
        file = null;
    }

    public void Dispose() => file?.Dispose();
}
