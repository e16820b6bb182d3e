using System.Text;
using Nika.Messaging.Journal;
using Nika.Messaging.Journal.Files;
using Nika.Messaging.Tests.Memory;

namespace Nika.Messaging.Tests.Journal;

public class BusReaderTests
{
    private const string Good = """{"ts":"2026-04-01T00:00:00.000000Z","type":"step","NIKA_META":""" + Journals.Meta + ""","data":{"number":1}}""";

    [Theory]
    [InlineData("nonsense", "Expected an object")]
    [InlineData("[]", "Expected an object")]
    [InlineData("{}", "'ts' is missing")]
    [InlineData("""{"ts":"2026-04-01T00:00:00Z","type":"step","data":{}}""", "'NIKA_META' is missing")]
    [InlineData("""{"ts":"2026-04-01T00:00:00Z","type":"step","NIKA_META":{},"data":{}}""", "is missing")]
    [InlineData("""{"ts":"yesterday","type":"step"}""", "$.ts")]
    [InlineData("""{"ts":"2026-04-01T00:00:00Z","type":5}""", "$.type")]
    [InlineData(Good + Good, "Unexpected text after the end")]
    [InlineData("""{"type":"a","type":"b"}""", "'type' came twice")]
    [InlineData("""{"ts":"2026-04-01T00:00:00.0000""" + Good, "$.ts")]
    [InlineData("{\"type\":\"a\0b\"}", "")]
    [InlineData("\uFEFF" + Good, "Expected an object")]
    public async Task A_line_that_cannot_be_read_is_reported_and_the_next_is_read(string line, string reason)
    {
        var records = await ReadAsync(Good + "\n" + line + "\n" + Good + "\n");
        Assert.Equal(3, records.Count);
        Assert.IsType<BusLine>(records[0]);
        var skip = Assert.IsType<BusSkip>(records[1]);
        Assert.Equal((2, Good.Length + 1), (skip.LineNumber, skip.Offset));
        Assert.Contains(reason, skip.Reason, StringComparison.Ordinal);
        Assert.Equal(line.Replace('\0', '\uFFFD')[..Math.Min(200, line.Length)], skip.Excerpt);
        Assert.Equal(3, Assert.IsType<BusLine>(records[2]).LineNumber);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_reported_in_text_that_can_be_printed()
    {
        byte[] file = [.. "{\"type\":\"\u001b[31m"u8, 0xff, 0xc0, 0x80, .. "\"}\n"u8, .. Encoding.UTF8.GetBytes(Good), (byte)'\n'];
        using var directory = new TempDirectory();
        string path = Path.Combine(directory.Path, "x.jsonl");
        await File.WriteAllBytesAsync(path, file);
        var records = await Journals.ReadAsync(path);
        var skip = Assert.IsType<BusSkip>(records[0]);
        Assert.StartsWith("{\"type\":\"\uFFFD[31m\uFFFD", skip.Excerpt, StringComparison.Ordinal);
        Assert.DoesNotContain(skip.Excerpt, char.IsControl);
        Assert.IsType<BusLine>(records[1]);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(",\"replayed\":1", true)]
    [InlineData(",\"replayed\":\"1\"", true)]
    [InlineData(",\"replayed\":0,\"more\":[{}]", false)]
    public async Task Lines_of_other_writers_are_read(string more, bool replayed)
    {
        string line = $$""" {"data" : 5 ,"NIKA_META":{{Journals.Meta}},"type":"st\u0065p","ts":"2026-04-01T02:00:00+02:00"{{more}}} """;
        var read = Assert.IsType<BusLine>(Assert.Single(await ReadAsync("\n\n" + line + "\r\n")));
        Assert.Equal(3, read.LineNumber);
        Assert.Equal(2, read.Offset);
        Assert.Equal("step", read.Type);
        Assert.Equal(new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero), read.Timestamp);
        Assert.Equal("5", Encoding.UTF8.GetString(read.Data.Span));
        Assert.Equal(replayed, read.Replayed);
    }

    [Fact]
    public async Task A_line_without_its_newline_is_reported_as_torn()
    {
        var records = await ReadAsync(Good + "\n" + Good);
        Assert.IsType<BusLine>(records[0]);
        Assert.Equal(LineReader.Torn, Assert.IsType<BusSkip>(records[1]).Reason);
        Assert.Equal(2, records.Count);
    }

    [Theory]
    [InlineData(BusFiles.MaxLineBytes + 1)]
    [InlineData(3 * BusFiles.MaxLineBytes)]
    public async Task A_line_that_is_too_long_is_passed_over(int length)
    {
        var records = await ReadAsync(Good + "\n" + new string('x', length) + "\n" + Good + "\n" + new string('y', length));
        Assert.Equal(4, records.Count);
        Assert.IsType<BusLine>(records[0]);
        var skip = Assert.IsType<BusSkip>(records[1]);
        Assert.Contains($"{length} bytes long", skip.Reason, StringComparison.Ordinal);
        Assert.Equal(new string('x', 200), skip.Excerpt);
        var next = Assert.IsType<BusLine>(records[2]);
        Assert.Equal((3, Good.Length + 1 + length + 1), (next.LineNumber, next.Offset));
        Assert.Contains($"{length} bytes long", Assert.IsType<BusSkip>(records[3]).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_longest_line_allowed_is_read()
    {
        string data = "\"" + new string('x', BusFiles.MaxLineBytes - Good.Length - 2 + "{\"number\":1}".Length) + "\"";
        string line = Good.Replace("{\"number\":1}", data, StringComparison.Ordinal);
        Assert.Equal(BusFiles.MaxLineBytes, line.Length);
        Assert.Equal(data.Length, Assert.IsType<BusLine>(Assert.Single(await ReadAsync(line + "\n"))).Data.Length);
    }

    [Fact]
    public async Task An_absent_file_has_no_lines()
    {
        using var directory = new TempDirectory();
        Assert.Empty(await Journals.ReadAsync(BusFiles.Alpha(directory.Path)));
    }

    [Fact]
    public async Task Following_gives_what_is_there_and_what_comes()
    {
        using var directory = new TempDirectory();
        await using var journal = Journals.Open(directory.Path);
        Assert.True(journal.Append(0));
        Assert.True(await journal.FlushAsync());

        await using var follower = new Follower(BusFiles.Alpha(directory.Path), TimeProvider.System);
        Assert.Equal(0, await follower.NextNumberAsync());
        for (int i = 1; i < 50; i++)
        {
            Assert.True(journal.Append(i));
            Assert.Equal(i, await follower.NextNumberAsync());
        }
    }

    [Fact]
    public async Task Following_gives_a_line_once_it_is_whole()
    {
        using var directory = new TempDirectory();
        string path = Path.Combine(directory.Path, "x.jsonl");
        await File.WriteAllTextAsync(path, Good + "\n" + Good[..50]);
        await using var follower = new Follower(path, TimeProvider.System);
        Assert.Equal(1, (await follower.NextAsync()).LineNumber);

        var next = follower.NextAsync().AsTask();
        await File.AppendAllTextAsync(path, Good[50..]);
        await Assert.ThrowsAsync<TimeoutException>(() => next.WaitAsync(TimeSpan.FromMilliseconds(700))); // longer than it takes to look
        await File.AppendAllTextAsync(path, "\n");
        Assert.Equal(2, Assert.IsType<BusLine>(await next.WaitAsync(Journals.Patience)).LineNumber);
    }

    [Fact]
    public async Task Following_looks_by_itself_where_the_file_system_does_not_tell()
    {
        // The directory is made later, so it cannot be watched: only the clock is left.
        using var directory = new TempDirectory();
        var clock = new ManualClock();
        string path = BusFiles.Alpha(directory.Path);
        await using var follower = new Follower(path, clock);
        var next = follower.NextAsync().AsTask();
        await TestSupport.Wait.Until(() => clock.Due.Length == 1, Journals.Patience);
        Assert.Equal(FileWatch.Interval, clock.Due.Single());

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, Good + "\n");
        Assert.False(next.IsCompleted);
        clock.Advance(FileWatch.Interval);
        Assert.IsType<BusLine>(await next.WaitAsync(Journals.Patience));
    }

    [Fact]
    public async Task Following_goes_on_behind_a_rotation_and_a_cut()
    {
        using var directory = new TempDirectory();
        string path = BusFiles.Alpha(directory.Path);
        await using var journal = Journals.Open(directory.Path, configure: options => options.RotateAtBytes = 2000);
        await using var follower = new Follower(path, TimeProvider.System);
        for (int i = 0; i < 40; i++)
        {
            Assert.True(journal.Append(i));
            Assert.True(await journal.FlushAsync());
            Assert.Equal(i, await follower.NextNumberAsync());
        }

        Assert.InRange(Directory.GetFiles(Path.GetDirectoryName(path)!, "alpha_bus.2*").Length, 2, 20);

        var next = follower.NextAsync().AsTask();
        await File.WriteAllTextAsync(path, "");
        await TestSupport.Wait.Until(() => new FileInfo(path).Length == 0, Journals.Patience);
        await Assert.ThrowsAsync<TimeoutException>(() => next.WaitAsync(TimeSpan.FromMilliseconds(700)));
        Assert.True(journal.Append(99));
        var line = Assert.IsType<BusLine>(await next.WaitAsync(Journals.Patience));
        Assert.Equal((99, 0), (Journals.NumberOf(line), line.Offset));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(0, 1, -3)]
    [InlineData(2, 3)]
    public async Task Following_begins_at_an_offset_or_the_next_line(int line, int first, int before = 0)
    {
        using var directory = new TempDirectory();
        string path = Path.Combine(directory.Path, "x.jsonl");
        string[] lines = [.. Enumerable.Range(1, 4).Select(number => Good.Replace("\"number\":1", $"\"number\":{number}", StringComparison.Ordinal))];
        await File.WriteAllTextAsync(path, string.Concat(lines.Select(text => text + "\n")));
        long offset = Math.Max(0, (line * (Good.Length + 1)) + before);
        await using var follower = new Follower(path, TimeProvider.System, offset);
        Assert.Equal(first, await follower.NextNumberAsync());

        await using var inside = new Follower(path, TimeProvider.System, offset + 10);
        Assert.Equal(first + 1, await inside.NextNumberAsync());
    }

    private static async Task<List<BusRecord>> ReadAsync(string text)
    {
        using var directory = new TempDirectory();
        string path = Path.Combine(directory.Path, "x.jsonl");
        await File.WriteAllTextAsync(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return await Journals.ReadAsync(path);
    }

    private sealed class Follower(string path, TimeProvider time, long offset = 0) : IAsyncDisposable
    {
        private readonly CancellationTokenSource end = new();
        private IAsyncEnumerator<BusRecord>? records;
        private Task<bool> moving = Task.FromResult(false);

        public async ValueTask<BusRecord> NextAsync()
        {
            records ??= BusReader.FollowAsync(path, offset, time, end.Token).GetAsyncEnumerator();
            moving = records.MoveNextAsync().AsTask();
            Assert.True(await moving.WaitAsync(Journals.Patience));
            return records.Current;
        }

        public async Task<int> NextNumberAsync() => Journals.NumberOf(Assert.IsType<BusLine>(await NextAsync()));

        public async ValueTask DisposeAsync()
        {
            await end.CancelAsync();
            try
            {
                _ = await moving;
            }
            catch (OperationCanceledException)
            {
                // That is how following ends.
            }

            if (records is not null)
            {
                await records.DisposeAsync();
            }

            end.Dispose();
        }
    }
}
