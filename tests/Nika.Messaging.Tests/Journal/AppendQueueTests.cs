using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Nika.Messaging.Journal.Files;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Tests.Journal;

/// <summary>A queue whose background waits for more after a batch, so long that only what must not wait gets through.</summary>
public sealed class AppendQueueTests : IDisposable
{
    private readonly TempDirectory directory = new();

    private string FilePath => Path.Combine(directory.Path, "lines.jsonl");

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_line_after_a_batch_waits_for_more_unless_a_flush_asks_for_it()
    {
        await using var queue = NewQueue(maxPendingBytes: 1024 * 1024);
        Assert.True(queue.TryAppend(new TextLine("first")));
        await Wait.Until(() => queue.IsLingering);

        Assert.True(queue.TryAppend(new TextLine("second")));
        Assert.Equal(1, queue.Written);
        Assert.True(await queue.FlushAsync(TestContext.Current.CancellationToken));

        Assert.Equal(["first", "second"], await File.ReadAllLinesAsync(FilePath, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_half_fills_the_queue_is_not_kept_waiting()
    {
        await using var queue = NewQueue(maxPendingBytes: 10_000);
        Assert.True(queue.TryAppend(new TextLine("first")));
        await Wait.Until(() => queue.IsLingering);

        for (int i = 0; i < 20; i++)
        {
            Assert.True(queue.TryAppend(new TextLine(new string('x', 300))));
        }

        await Wait.Until(() => queue.Written > 15);
        Assert.Equal(0, queue.Lost);
    }

    [Fact]
    public async Task Closing_writes_what_waits()
    {
        await using (var queue = NewQueue(maxPendingBytes: 1024 * 1024))
        {
            Assert.True(queue.TryAppend(new TextLine("first")));
            await Wait.Until(() => queue.IsLingering);
            Assert.True(queue.TryAppend(new TextLine("second")));
        }

        Assert.Equal(["first", "second"], await File.ReadAllLinesAsync(FilePath, TestContext.Current.CancellationToken));
    }

    private AppendQueue NewQueue(int maxPendingBytes) => new(
        new() { Name = "lines", MainPath = FilePath, MaxPendingBytes = maxPendingBytes, Linger = TimeSpan.FromHours(1) },
        TimeProvider.System,
        NullLogger.Instance);

    private readonly struct TextLine(string text) : ILineSource
    {
        public ReadOnlySpan<byte> Channel => default;

        public int ApproximateLength => text.Length;

        public void WriteTo(ref Utf8Writer writer) => writer.Raw(Encoding.UTF8.GetBytes(text));
    }
}
