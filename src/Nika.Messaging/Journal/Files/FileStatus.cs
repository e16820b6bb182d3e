namespace Nika.Messaging.Journal.Files;

/// <summary>Which file it is, how long, and whether it is a regular one (no FIFO, no device).</summary>
internal readonly record struct FileStatus(uint DeviceMajor, uint DeviceMinor, ulong INode, long Length, bool IsRegular)
{
    public bool IsSameFile(in FileStatus other) =>
        INode == other.INode && DeviceMajor == other.DeviceMajor && DeviceMinor == other.DeviceMinor;
}
