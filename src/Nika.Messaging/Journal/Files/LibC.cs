using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Nika.Messaging.Journal.Files;

/// <summary>
/// The system calls behind an append that other processes may do at the same time. .NET offers none of them:
/// <c>FileMode.Append</c> seeks once and then writes at its own offset, so two writers overwrite each other.
/// The constants are those of Linux on x64, arm64 and RISC-V.
/// </summary>
internal static unsafe partial class LibC
{
    private const int ReadOnly = 0;
    private const int WriteOnly = 1;
    private const int Create = 0x40;
    private const int Append = 0x400;
    private const int CloseOnExec = 0x80000;
    private const int LockExclusive = 2;
    private const int LockNonBlocking = 4;
    private const int Unlock = 8;
    private const int CurrentDirectory = -100;
    private const int EmptyPath = 0x1000;
    private const uint BasicStatus = 0x7ff;

    /// <summary>rw-r--r--, less the process's umask.</summary>
    private const uint FileAccess = 0b110_100_100;

    public const int Interrupted = 4;
    public const int NoEntry = 2;
    public const int WouldBlock = 11;

    public static bool IsSupported => OperatingSystem.IsLinux();

    /// <summary>The errno of the last failed call on this thread.</summary>
    public static int LastError => Marshal.GetLastPInvokeError();

    public static void RequireLinux(string what)
    {
        if (!IsSupported)
        {
            throw new PlatformNotSupportedException($"{what} needs Linux: it appends to files that other processes append to, through O_APPEND, flock and statx.");
        }
    }

    /// <summary>Opens a file for appending, and makes it if it is absent. Blocks on a FIFO without a reader.</summary>
    /// <returns>An invalid handle on failure; see <see cref="LastError"/>.</returns>
    public static SafeFileHandle OpenForAppend(string path) => OpenRetried(path, WriteOnly | Append | Create | CloseOnExec);

    /// <summary>Opens a file to lock it, and makes it if it is absent.</summary>
    /// <returns>An invalid handle on failure; see <see cref="LastError"/>.</returns>
    public static SafeFileHandle OpenForLock(string path) => OpenRetried(path, ReadOnly | Create | CloseOnExec);

    /// <summary>Opens a file for reading, without the lock that .NET takes.</summary>
    /// <returns>An invalid handle on failure; see <see cref="LastError"/>.</returns>
    public static SafeFileHandle OpenForRead(string path) => OpenRetried(path, ReadOnly | CloseOnExec);

    /// <summary>Writes two pieces with one call, so that nothing of others comes between them.</summary>
    /// <returns>How many bytes were written; -1 on failure, see <see cref="LastError"/>.</returns>
    public static long Write(SafeFileHandle file, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        fixed (byte* firstBytes = first, secondBytes = second)
        {
            var pieces = stackalloc IoVector[2];
            pieces[0] = new() { Bytes = firstBytes, Length = (nuint)first.Length };
            pieces[1] = new() { Bytes = secondBytes, Length = (nuint)second.Length };
            nint written;
            do
            {
                written = writev(file, pieces, 2);
            }
            while (written < 0 && LastError == Interrupted);

            return written;
        }
    }

    /// <summary>Reads one byte at an offset.</summary>
    public static bool TryReadByte(SafeFileHandle file, long offset, out byte value)
    {
        byte read = 0;
        nint count;
        do
        {
            count = pread(file, &read, 1, (nint)offset);
        }
        while (count < 0 && LastError == Interrupted);

        value = read;
        return count == 1;
    }

    /// <summary>Takes the exclusive lock if it is free.</summary>
    /// <returns>0, or the errno: <see cref="WouldBlock"/> if another process holds it.</returns>
    public static int TryLock(SafeFileHandle file)
    {
        int result;
        do
        {
            result = flock(file, LockExclusive | LockNonBlocking);
        }
        while (result < 0 && LastError == Interrupted);

        return result < 0 ? LastError : 0;
    }

    public static void Release(SafeFileHandle file) => _ = flock(file, Unlock);

    public static bool TrySync(SafeFileHandle file)
    {
        int result;
        do
        {
            result = fsync(file);
        }
        while (result < 0 && LastError == Interrupted);

        return result == 0;
    }

    /// <summary>What an open file is.</summary>
    public static bool TryStatus(SafeFileHandle file, out FileStatus status)
    {
        bool added = false;
        try
        {
            file.DangerousAddRef(ref added);
            return TryStatus((int)file.DangerousGetHandle(), "", EmptyPath, out status);
        }
        finally
        {
            if (added)
            {
                file.DangerousRelease();
            }
        }
    }

    /// <summary>What is at a path.</summary>
    public static bool TryStatus(string path, out FileStatus status) => TryStatus(CurrentDirectory, path, 0, out status);

    public static IOException Failure(string action, string path, int error) =>
        new($"{action} {path}: {Marshal.GetPInvokeErrorMessage(error)} (errno {error})", error);

    private static SafeFileHandle OpenRetried(string path, int flags)
    {
        int descriptor;
        do
        {
            descriptor = open(path, flags, FileAccess);
        }
        while (descriptor < 0 && LastError == Interrupted);

        return new((nint)descriptor, ownsHandle: true);
    }

    private static bool TryStatus(int directory, string path, int flags, out FileStatus status)
    {
        StatX found = default;
        bool ok = statx(directory, path, flags, BasicStatus, &found) == 0;
        status = new(found.DeviceMajor, found.DeviceMinor, found.INode, (long)found.Size, (found.Mode & 0xF000) == 0x8000);
        return ok;
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags, uint mode);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint writev(SafeFileHandle file, IoVector* pieces, int count);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint pread(SafeFileHandle file, byte* into, nuint count, nint offset);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int flock(SafeFileHandle file, int operation);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(SafeFileHandle file);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(int directory, string path, int flags, uint mask, StatX* into);

    private struct IoVector
    {
        public byte* Bytes;
        public nuint Length;
    }

    /// <summary>struct statx: the one status structure that is laid out alike on every architecture.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct StatX
    {
        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong INode;

        [FieldOffset(40)]
        public ulong Size;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }
}
