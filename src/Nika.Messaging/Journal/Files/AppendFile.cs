using Microsoft.Win32.SafeHandles;

namespace Nika.Messaging.Journal.Files;

/// <summary>
/// A file that several processes append whole lines to. Not thread-safe. Linux only.
/// </summary>
internal sealed class AppendFile : IDisposable
{
    private static ReadOnlySpan<byte> Newline => "\n"u8;

    private readonly SafeFileHandle handle;
    private readonly AppendLock appendLock;

    /// <summary>Where our last write ended, if it was whole and nobody could interfere: a file that ends there ends in our newline.</summary>
    private long ownEnd = -1;

    /// <summary>Our last write stopped inside a line.</summary>
    private bool torn;

    private AppendFile(string path, SafeFileHandle handle, AppendLock appendLock)
    {
        Path = path;
        this.handle = handle;
        this.appendLock = appendLock;
        Length = LibC.TryStatus(handle, out var status) ? status.Length : 0;
    }

    public string Path { get; }

    /// <summary>How long the file was when it was opened or last written to.</summary>
    public long Length { get; private set; }

    /// <summary>Why the file could not be rotated although it is long enough; null otherwise. It just grows then.</summary>
    public string? RotationFault { get; private set; }

    /// <summary>Opens a file, and makes it and its directory if they are absent.</summary>
    /// <exception cref="IOException">It cannot be opened; the message has the errno's text.</exception>
    public static AppendFile Open(string path, AppendLock appendLock)
    {
        var opened = LibC.OpenForAppend(path);
        if (opened.IsInvalid && LibC.LastError == LibC.NoEntry)
        {
            opened.Dispose();
            CreateDirectoryOf(path);
            opened = LibC.OpenForAppend(path);
        }

        if (opened.IsInvalid)
        {
            int error = LibC.LastError;
            opened.Dispose();
            throw LibC.Failure("open", path, error);
        }

        return new(path, opened, appendLock);
    }

    /// <summary>Appends lines with one write, after a newline if the file ends inside a line.</summary>
    /// <param name="lines">Whole lines, each with its newline.</param>
    /// <param name="rotation">Renames the file instead, once it is long enough.</param>
    /// <param name="now">The time in a rotated file's name.</param>
    /// <param name="written">How many bytes of the lines were written: fewer than all after a short write.</param>
    /// <returns>False if the path leads to another file now, or to none: it was rotated, moved or deleted. Open it again.</returns>
    /// <exception cref="IOException">Nothing was written; the message has the errno's text.</exception>
    public bool TryAppend(ReadOnlySpan<byte> lines, FileRotation rotation, DateTimeOffset now, out int written)
    {
        written = 0;
        bool locked = appendLock.TryTake();
        try
        {
            if (!LibC.TryStatus(handle, out var status))
            {
                throw LibC.Failure("statx", Path, LibC.LastError);
            }

            if (status.IsRegular && (!LibC.TryStatus(Path, out var atPath) || !status.IsSameFile(atPath)))
            {
                return false;
            }

            if (locked && rotation.IsDue(status.Length) && TryRotate(rotation, status.Length, now))
            {
                return false;
            }

            bool newline = status.IsRegular ? !EndsInNewline(status.Length, locked) : torn;
            written = Write(newline ? Newline : default, lines);
            Length = status.Length + written + (newline ? 1 : 0);
            ownEnd = locked && !torn ? Length : -1;
            return true;
        }
        finally
        {
            if (locked)
            {
                appendLock.Release();
            }
        }
    }

    /// <summary>Waits until what was written is on the disk.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    public void Sync()
    {
        if (!LibC.TrySync(handle))
        {
            throw LibC.Failure("fsync", Path, LibC.LastError);
        }
    }

    public void Dispose() => handle.Dispose();

    private int Write(ReadOnlySpan<byte> newline, ReadOnlySpan<byte> lines)
    {
        long count = LibC.Write(handle, newline, lines);
        if (count <= 0)
        {
            // A write of zero bytes has no errno; the device is full all the same.
            throw count < 0 ? LibC.Failure("write", Path, LibC.LastError) : new IOException($"write {Path}: nothing was written");
        }

        int written = (int)count - newline.Length;
        torn = written > 0 && lines[written - 1] != (byte)'\n';
        return written;
    }

    private bool EndsInNewline(long length, bool locked)
    {
        if (length == 0 || length == ownEnd)
        {
            return true;
        }

        if (!locked)
        {
            // Somebody may be writing at this moment: an empty line does no harm, a lost one does.
            return false;
        }

        using var reading = LibC.OpenForRead(Path);
        return !reading.IsInvalid && LibC.TryReadByte(reading, length - 1, out byte last) && last == (byte)'\n';
    }

    /// <summary>Renames the file, under the lock.</summary>
    private bool TryRotate(FileRotation rotation, long length, DateTimeOffset now)
    {
        try
        {
            if (rotation.PathFor(Path, now) is not { } target)
            {
                return false;
            }

            File.Move(Path, target, overwrite: false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            RotationFault = exception.Message;
            return false;
        }

        rotation.Done(length);
        return true;
    }

    private static void CreateDirectoryOf(string path)
    {
        string directory = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!;
        try
        {
            _ = Directory.CreateDirectory(directory);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException($"mkdir {directory}: {exception.Message}", exception);
        }
    }
}
