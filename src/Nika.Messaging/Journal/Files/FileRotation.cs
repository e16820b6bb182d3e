using System.Globalization;

namespace Nika.Messaging.Journal.Files;

/// <summary>When a file is renamed, and to what: by size with the time in its name, or as the next of its segments.</summary>
internal readonly struct FileRotation
{
    private readonly long atBytes;
    private readonly ISegments? segments;

    /// <summary>By size.</summary>
    /// <param name="atBytes">The length; 0: never.</param>
    public FileRotation(long atBytes) => this.atBytes = atBytes;

    /// <summary>As segments.</summary>
    public FileRotation(ISegments segments)
    {
        this.segments = segments;
        atBytes = segments.SegmentBytes;
    }

    public bool IsDue(long length) => atBytes > 0 && length >= atBytes;

    /// <summary>The new name; null if the file has to stay.</summary>
    public string? PathFor(string path, DateTimeOffset now) => segments is null
        ? Path.ChangeExtension(path, now.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture) + Path.GetExtension(path))
        : segments.NextPath();

    public void Done(long length) => segments?.Rotated(length);
}
