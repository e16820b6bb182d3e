using System.Text;
using Nika.Messaging.Streams;

namespace Nika.Messaging;

/// <summary>Describes messages read back from the local log: their types may be another program's, or an older version's.</summary>
internal sealed class LoggedDescriptors
{
    // A log holds few types; a damaged one must not fill memory.
    private const int MaxKinds = 1000;

    private readonly Dictionary<Kind, MessageDescriptor> known = [];

    /// <summary>The descriptor: wire name, layer and bounds as they were when the message was logged.</summary>
    public MessageDescriptor Of(LocalLogEntry entry)
    {
        var fields = new FieldReader(entry.Fields);
        string name = fields.TryFind("type"u8, out var type) ? Encoding.UTF8.GetString(type) : "";
        var kind = new Kind(name, entry.Layer, entry.TimeToLiveMilliseconds, entry.MaxLength, entry.RetentionMilliseconds);
        if (known.TryGetValue(kind, out var descriptor))
        {
            return descriptor;
        }

        if (known.Count == MaxKinds)
        {
            known.Clear();
        }

        descriptor = new(typeof(LocalLogEntry), name, entry.Layer, Encoding.UTF8.GetString(entry.Key), TimeSpan.FromMilliseconds(entry.TimeToLiveMilliseconds))
        {
            MaxLength = entry.MaxLength > 0 ? entry.MaxLength : null,
            Retention = entry.RetentionMilliseconds > 0 ? TimeSpan.FromMilliseconds(entry.RetentionMilliseconds) : null,
        };
        known.Add(kind, descriptor);
        return descriptor;
    }

    private readonly record struct Kind(string Name, MessageLayer Layer, long TimeToLive, long MaxLength, long Retention);
}
