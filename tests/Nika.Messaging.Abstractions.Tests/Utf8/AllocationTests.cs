using Nika.Messaging.Abstractions.Tests.Envelope;

namespace Nika.Messaging.Abstractions.Tests.Utf8;

public class AllocationTests
{
    private const int Messages = 10_000;

    private static readonly Order Sample = new(
        new JobId("job-1"), 42, "a \"quoted\" line\nand żółw 🐢 after it", true, 12.34m, 0.1, Guid.NewGuid(), DateTimeOffset.UtcNow, TimeSpan.FromSeconds(1.5), [1, 2, 3]);

    [Fact]
    public void Writing_allocates_nothing()
    {
        var buffer = new Utf8Buffer();
        NikaMeta meta = NikaMetaJsonTests.FullMeta();
        WriteAll(buffer, meta, 100);
        long before = GC.GetAllocatedBytesForCurrentThread();
        WriteAll(buffer, meta, Messages);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.InRange(buffer.Length, 500, 1024);
    }

    [Fact]
    public void Reading_allocates_nothing_but_the_values()
    {
        byte[] document = Write.Bytes((ref w) => NikaMeta.WriteJson(NikaMetaJsonTests.LeastMeta() with { Type = "" }, ref w));
        ReadAll(document, 100);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(ReadAll(document, Messages));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void WriteAll(Utf8Buffer buffer, in NikaMeta meta, int times)
    {
        for (int i = 0; i < times; i++)
        {
            buffer.Clear();
            var writer = new Utf8Writer(buffer);
            NikaMeta.WriteJson(meta, ref writer);
            WriteOrder(ref writer, Sample);
            writer.Complete();
        }
    }

    private static bool ReadAll(byte[] document, int times)
    {
        bool read = true;
        for (int i = 0; i < times; i++)
        {
            var reader = new JsonReader(document);
            read &= NikaMeta.TryReadJson(ref reader, out _) && reader.ReadEnd();
        }

        return read;
    }

    private static void WriteOrder(ref Utf8Writer writer, Order order)
    {
        writer.Raw("{\"job\":"u8);
        writer.Id(order.Job);
        writer.Raw(",\"number\":"u8);
        writer.Int64(order.Number);
        writer.Raw(",\"text\":"u8);
        writer.String(order.Text);
        writer.Raw(",\"done\":"u8);
        writer.Boolean(order.Done);
        writer.Raw(",\"price\":"u8);
        writer.Decimal(order.Price);
        writer.Raw(",\"weight\":"u8);
        writer.Double(order.Weight);
        writer.Raw(",\"id\":"u8);
        writer.Guid(order.Id);
        writer.Raw(",\"at\":"u8);
        writer.DateTimeOffset(order.At);
        writer.Raw(",\"took\":"u8);
        writer.TimeSpan(order.Took);
        writer.Raw(",\"bytes\":"u8);
        writer.Base64(order.Bytes);
        writer.Raw("}"u8);
    }

    private sealed record Order(JobId Job, long Number, string Text, bool Done, decimal Price, double Weight, Guid Id, DateTimeOffset At, TimeSpan Took, byte[] Bytes);
}
