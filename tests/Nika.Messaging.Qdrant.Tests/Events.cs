using System.Globalization;
using System.Text;

namespace Nika.Messaging.Qdrant.Tests;

/// <summary>Made-up events, as a pod publishes them.</summary>
internal static class Events
{
    public static readonly DateTimeOffset April = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>An event whose number is in its id, its data and, in seconds after April began, its time.</summary>
    public static MemoryEvent Numbered(int number, string text = "something happened", string? domain = null, EntityStatus? status = null, DateTimeOffset? time = null, string? data = null)
    {
        var meta = new NikaMeta
        {
            Id = Id(number),
            Timestamp = time ?? April.AddSeconds(number),
            Type = "job_changed",
            Schema = 1,
            Pod = new PodName("alpha"),
            Domain = domain,
            Status = status,
        };
        return Of(text, meta, data ?? string.Create(CultureInfo.InvariantCulture, $$"""{"number":{{number}}}"""));
    }

    /// <summary>The id of a numbered event.</summary>
    public static Guid Id(int number) => new(number, 0x7000, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 1);

    /// <summary>The number of a numbered event.</summary>
    public static int Number(MemoryEvent remembered) => BitConverter.ToInt32(remembered.Id.ToByteArray());

    /// <summary>An event with its envelope as published.</summary>
    public static MemoryEvent Of(string text, NikaMeta meta, string data)
    {
        var buffer = new Utf8Buffer();
        var writer = new Utf8Writer(buffer);
        NikaMeta.WriteJson(meta, ref writer);
        writer.Complete();
        return new MemoryEvent(text, meta, buffer.WrittenSpan.ToArray(), Encoding.UTF8.GetBytes(data));
    }
}
