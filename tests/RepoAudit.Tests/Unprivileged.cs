using System.Runtime.InteropServices;

namespace RepoAudit.Tests;

/// <summary>Runs code for which file permissions count: root, as whom containers run tests, may read everything.</summary>
internal static partial class Unprivileged
{
    private const uint Nobody = 65534;

    /// <summary>Lets everyone into a folder, and nobody into something within.</summary>
    public static void Forbid(string folder, string path)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux file permissions");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
            File.SetUnixFileMode(path, UnixFileMode.None);
        }
    }

    public static T Run<T>(Func<T> action)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux file permissions");

        // The file system's view of the user is a thread's own, and is the old one again when the action is over.
        uint before = (uint)SetFileSystemUser(Nobody);
        try
        {
            return action();
        }
        finally
        {
            _ = SetFileSystemUser(before);
        }
    }

    [LibraryImport("libc", EntryPoint = "setfsuid")]
    private static partial int SetFileSystemUser(uint user);
}
