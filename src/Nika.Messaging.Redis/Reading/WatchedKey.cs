using System.Text;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Redis.Reading;

/// <summary>One stream of a reader: how far it came, and whether it can be read.</summary>
internal sealed class WatchedKey(string key, StreamId last, TimeSpan timeToLive)
{
    public string Key { get; } = key;

    public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(key);

    /// <summary>The expiry of a stream created for a group.</summary>
    public TimeSpan TimeToLive { get; } = timeToLive;

    /// <summary>The last id this reader was given.</summary>
    public StreamId Last { get; set; } = last;

    /// <summary>Whether it was found fit for reading since the last doubt.</summary>
    public bool IsChecked { get; set; }

    /// <summary>Whether it was fit before: what was there and is gone is worth a word in the log.</summary>
    public bool WasChecked { get; set; }

    /// <summary>When it was set aside, by the monotonic clock; null if it is not.</summary>
    public long? SetAsideAt { get; set; }

    /// <summary>The reason said last, so that it is said once.</summary>
    public string? SaidReason { get; set; }
}
