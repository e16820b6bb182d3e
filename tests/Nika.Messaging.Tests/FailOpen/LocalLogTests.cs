using System.Text;
using Nika.Messaging.Streams;
using Nika.Messaging.Tests.Journal;
using Nika.Messaging.Tests.Memory;

namespace Nika.Messaging.Tests.FailOpen;

public class LocalLogTests
{
    private static readonly PodName Pod = new("pod-1");

    [Fact]
    public async Task A_message_is_logged_whole()
    {
        using var directory = new TempDirectory();
        var clock = new ManualClock();
        await using var log = Open(directory.Path, clock);
        byte[] fields = Fields(("type", "step"), ("NIKA_META", """{"v":1}"""), ("data", """{"n":[1,2]}"""), ("kind", "signal"));
        Assert.True(log.TryAppend(Write(WriteKind.Append, "nika:ipc:J-1", fields), WriteFailure.NotSent, "the \"server\" is away", "redis 127.0.0.1:6379"));
        Assert.True(await log.FlushAsync(default));

        Assert.Equal(Path.Combine(directory.Path, "logs", "pod-1.jsonl"), log.FilePath);
        Assert.Equal(
            """{"ts":"2026-04-01T00:00:00.000000Z","id":"00000000-0000-0000-0000-000000000000","lane":"redis 127.0.0.1:6379","key":"nika:ipc:J-1","kind":"append","failure":"not_sent","reason":"the \"server\" is away","replay":false,"layer":"stream","ttl_ms":7200000,"maxlen":5000,"retention_ms":60000,"fields":{"type":"step","NIKA_META":{"v":1},"data":{"n":[1,2]},"kind":"signal"}}""" + "\n",
            await File.ReadAllTextAsync(log.FilePath));
    }

    [Theory]
    [InlineData(WriteKind.Append, WriteFailure.NotSent)]
    [InlineData(WriteKind.ReplaceHash, WriteFailure.Rejected)]
    [InlineData(WriteKind.Increment, WriteFailure.Unknown)]
    public async Task What_is_logged_reads_back_as_the_same_write(WriteKind kind, WriteFailure failure)
    {
        using var directory = new TempDirectory();
        await using var log = Open(directory.Path);

        // In a hash a member may be called data, and is plain text then.
        byte[] fields = Fields(
            ("type", "step"),
            ("NIKA_META", """{"v":1}"""),
            ("data", kind == WriteKind.Append ? """{"text":"\u00e9\n"}""" : "plain \"text\"\nin two lines"),
            ("é \"odd\"", "\u0001\t\\ 🙂"),
            ("empty", ""),
            ("calls:Bash", "-12"));
        Assert.True(log.TryAppend(Write(kind, "nika:wm:J-1:pages", fields), failure, "why", "embedded"));
        Assert.True(await log.FlushAsync(default));

        var entry = (await ReadAsync(log.FilePath)).Single().Entry!;
        Assert.Equal((kind, failure, "why", "embedded"), (entry.Kind, entry.Failure, entry.Reason, entry.Lane));
        AssertSame(Write(kind, "nika:wm:J-1:pages", fields), entry.AsWrite());

        const string Script = "import json,sys; print(len([json.loads(line) for line in open(sys.argv[1])]))";
        Assert.Equal("1", (await Shell.MustRunAsync("python3", "-c", Script, log.FilePath)).Trim());
    }

    [Fact]
    public async Task A_write_without_fields_reads_back()
    {
        using var directory = new TempDirectory();
        await using var log = Open(directory.Path);
        Assert.True(log.TryAppend(Write(WriteKind.Append, "k", []), WriteFailure.Unknown, "", ""));
        Assert.True(await log.FlushAsync(default));
        Assert.Empty((await ReadAsync(log.FilePath)).Single().Entry!.Fields);
    }

    [Fact]
    public async Task Many_threads_log_and_every_message_is_there()
    {
        const int Threads = 4;
        const int Messages = 2000;
        using var directory = new TempDirectory();
        await using var log = Open(directory.Path);
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
        {
            for (int i = 0; i < Messages; i++)
            {
                byte[] fields = Fields(("n", $"{thread}:{i}"));
                Assert.True(log.TryAppend(Write(WriteKind.Append, "k", fields), WriteFailure.NotSent, "down", "lane"));
            }
        })));
        Assert.True(await log.FlushAsync(default));
        Assert.Equal((Threads * Messages, 0), (log.Written, log.Lost));

        string[] read = [.. (await ReadAsync(log.FilePath)).Select(record => Value(record.Entry!, "n"))];
        for (int thread = 0; thread < Threads; thread++)
        {
            Assert.Equal(Enumerable.Range(0, Messages).Select(i => $"{thread}:{i}"), read.Where(value => value.StartsWith($"{thread}:", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task A_full_file_takes_no_more_until_it_is_taken_away()
    {
        using var directory = new TempDirectory();
        var clock = new ManualClock();
        var lines = new LogLines();
        int lost = 0;
        await using var log = Open(directory.Path, clock, lines, count => Interlocked.Add(ref lost, count), options => options.MaxFileBytes = 64 * 1024);
        int taken = 0;
        while (log.TryAppend(Write(WriteKind.Append, "k", Fields(("n", "1"))), WriteFailure.NotSent, "down", "lane"))
        {
            taken++;
        }

        Assert.True(await log.FlushAsync(default));
        Assert.Equal((taken, 1), (log.Written, log.Lost));
        Assert.Equal(0, lost);
        Assert.InRange(new FileInfo(log.FilePath).Length, 60 * 1024, 64 * 1024);
        await TestSupport.Wait.Until(() => lines.All.Any(line => line.Contains("has reached 65536 bytes", StringComparison.Ordinal)), Journals.Patience);
        Assert.Equal(taken, (await ReadAsync(log.FilePath)).Count);

        File.Delete(log.FilePath);
        await TestSupport.Wait.Until(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(10));
                return log.TryAppend(Write(WriteKind.Append, "k", Fields(("n", "2"))), WriteFailure.NotSent, "down", "lane");
            },
            Journals.Patience);
        Assert.True(await log.FlushAsync(default));
        Assert.Equal("2", Value((await ReadAsync(log.FilePath)).Single().Entry!, "n"));
    }

    [Fact]
    public async Task A_file_found_full_costs_what_was_taken_and_that_is_told()
    {
        using var directory = new TempDirectory();
        int lost = 0;
        await using var log = Open(directory.Path, onLost: count => Interlocked.Add(ref lost, count), configure: options => options.MaxFileBytes = 64 * 1024);
        Directory.CreateDirectory(Path.GetDirectoryName(log.FilePath)!);
        await File.WriteAllTextAsync(log.FilePath, new string('\n', 64 * 1024));
        Assert.True(log.TryAppend(Write(WriteKind.Append, "k", Fields(("n", "1"))), WriteFailure.NotSent, "down", "lane"));
        await log.FlushAsync(default);
        Assert.Equal(1, lost);
        Assert.Equal((0, 1), (log.Written, log.Lost));
        Assert.False(log.TryAppend(Write(WriteKind.Append, "k", Fields(("n", "1"))), WriteFailure.NotSent, "down", "lane"));
        Assert.Equal(1, lost);
    }

    [Fact]
    public async Task A_disk_that_fails_to_the_end_is_told_so_that_the_account_balances()
    {
        using var directory = new TempDirectory();
        await File.WriteAllTextAsync(Path.Combine(directory.Path, "logs"), "not a directory");
        int lost = 0;
        var lines = new LogLines();
        var log = Open(directory.Path, lines: lines, onLost: count => Interlocked.Add(ref lost, count));
        for (int i = 0; i < 50; i++)
        {
            Assert.True(log.TryAppend(Write(WriteKind.Append, "k", Fields(("n", "1"))), WriteFailure.Unknown, "cut", "lane"));
        }

        Assert.False(await log.FlushAsync(default));
        Assert.Equal(0, lost); // not yet: the disk may come back
        await log.DisposeAsync();
        Assert.Equal(50, lost);
        Assert.Equal((0, 50), (log.Written, log.Lost));
        Assert.Contains(lines.All, line => line.Contains("already exists", StringComparison.Ordinal) && line.Contains("closed with 50", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"ts":"2026-04-01T00:00:00Z"}""", "'lane' is missing")]
    [InlineData("""{"kind":"upsert"}""", "'upsert' is no kind of write")]
    [InlineData("""{"failure":"maybe"}""", "'maybe' is no failure")]
    [InlineData("half", "Expected an object")]
    public async Task A_line_that_cannot_be_read_is_reported(string line, string fault)
    {
        using var directory = new TempDirectory();
        await using var log = Open(directory.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(log.FilePath)!);
        await File.WriteAllTextAsync(log.FilePath, line + "\n");
        Assert.True(log.TryAppend(Write(WriteKind.Append, "k", Fields(("n", "1"))), WriteFailure.NotSent, "down", "lane"));
        Assert.True(await log.FlushAsync(default));

        // What an earlier run left is a part of its own.
        var left = Assert.Single(await ReadAsync(Path.ChangeExtension(log.FilePath, ".000001.jsonl")));
        Assert.False(left.IsEntry);
        Assert.Contains(fault, left.Fault, StringComparison.Ordinal);
        Assert.True(Assert.Single(await ReadAsync(log.FilePath)).IsEntry);
    }

    [Fact]
    public async Task Parts_are_read_in_order_and_deleted_when_done_with_and_the_bound_holds_for_all()
    {
        using var directory = new TempDirectory();
        await using var log = Open(directory.Path, configure: options => (options.SegmentBytes, options.MaxFileBytes) = (64 * 1024, 256 * 1024));
        int taken = 0;
        while (log.TryAppend(Write(WriteKind.Append, "k", Fields(("n", $"{taken}"))), WriteFailure.NotSent, "down", "lane"))
        {
            taken++;
            if (taken % 50 == 0)
            {
                Assert.True(await log.FlushAsync(default));
            }
        }

        Assert.True(await log.FlushAsync(default));
        string logs = Path.GetDirectoryName(log.FilePath)!;
        Assert.InRange(Directory.GetFiles(logs, "*.jsonl").Sum(file => new FileInfo(file).Length), 250 * 1024, 256 * 1024);
        Assert.Equal(["pod-1.000001.jsonl", "pod-1.000002.jsonl", "pod-1.000003.jsonl", "pod-1.jsonl"], Directory.GetFiles(logs, "*.jsonl").Select(Path.GetFileName).Order(StringComparer.Ordinal));

        var left = new List<long>();
        using var reader = new SegmentReader(log.Segments, new(1, 0), LocalLog.MaxLineBytes) { OnLeft = left.Add };
        var read = new List<string>();
        while (reader.TryNext(out var line))
        {
            read.Add(Value(LocalLog.Parse(in line, out _)!, "n"));
        }

        Assert.Equal(Enumerable.Range(0, taken).Select(n => $"{n}"), read);
        Assert.Equal([1, 2, 3], left);

        log.Segments.Settled(1, left: 0);
        log.Segments.Settled(2, left: 5);
        Assert.False(File.Exists(Path.Combine(logs, "pod-1.000001.jsonl")));
        Assert.True(File.Exists(Path.Combine(logs, "pod-1.000002.jsonl")));
        await TestSupport.Wait.Until(() => log.TryAppend(Write(WriteKind.Append, "k", Fields(("n", "more"))), WriteFailure.NotSent, "down", "lane"), Journals.Patience);
    }

    [Fact]
    public async Task A_part_whose_messages_are_nowhere_else_goes_when_its_room_is_needed_and_that_is_told()
    {
        using var directory = new TempDirectory();
        int lost = 0;
        await using var log = Open(directory.Path, onLost: count => lost += count, configure: options => (options.SegmentBytes, options.MaxFileBytes) = (64 * 1024, 256 * 1024));
        await FillAsync(count: 2);
        log.Segments.Settled(1, left: 7);
        await FillAsync(count: 4);
        Assert.Equal(7, lost);
        Assert.False(File.Exists(Path.ChangeExtension(log.FilePath, ".000001.jsonl")));

        async Task FillAsync(int count)
        {
            while (log.Segments.Current < count + 1)
            {
                Assert.True(log.TryAppend(Write(WriteKind.Append, "k", Fields(("n", new string('x', 1000)))), WriteFailure.NotSent, "down", "lane"));
                Assert.True(await log.FlushAsync(default));
            }
        }
    }

    [Fact]
    public async Task A_second_process_of_the_same_name_only_appends()
    {
        using var directory = new TempDirectory();
        var lines = new LogLines();
        await using var owner = Open(directory.Path);
        await using var second = Open(directory.Path, lines: lines);
        Assert.True(owner.TryAppend(Write(WriteKind.Append, "k", Fields(("n", "1"))), WriteFailure.NotSent, "down", "lane"));
        Assert.True(await owner.FlushAsync(default));
        Assert.True(second.TryAppend(Write(WriteKind.Append, "k", Fields(("n", "2"))), WriteFailure.NotSent, "down", "lane"));
        Assert.True(await second.FlushAsync(default));

        Assert.Equal((true, false), (owner.Segments.IsOwner, second.Segments.IsOwner));
        Assert.Equal(["1", "2"], (await ReadAsync(owner.FilePath)).Select(record => Value(record.Entry!, "n")));
        Assert.Contains(lines.All, line => line.Contains("same pod name", StringComparison.Ordinal));
    }

    private static LocalLog Open(string directory, TimeProvider? time = null, LogLines? lines = null, Action<int>? onLost = null, Action<LocalLogOptions>? configure = null)
    {
        var options = new LocalLogOptions { Directory = directory };
        configure?.Invoke(options);
        return new(options, Pod, time ?? TimeProvider.System, lines ?? new LogLines(), onLost ?? (_ => { }));
    }

    private static EncodedWrite Write(WriteKind kind, string key, byte[] fields) => new()
    {
        Kind = kind,
        Key = Encoding.UTF8.GetBytes(key),
        Fields = fields,
        TimeToLiveMilliseconds = 7_200_000,
        MaxLength = 5000,
        RetentionMilliseconds = 60_000,
    };

    private static void AssertSame(EncodedWrite expected, EncodedWrite actual)
    {
        Assert.Equal(expected.Kind, actual.Kind);
        Assert.Equal(expected.Key, actual.Key);
        Assert.Equal(expected.Fields, actual.Fields);
        Assert.Equal(expected.TimeToLiveMilliseconds, actual.TimeToLiveMilliseconds);
        Assert.Equal(expected.MaxLength, actual.MaxLength);
        Assert.Equal(expected.RetentionMilliseconds, actual.RetentionMilliseconds);
    }

    private static byte[] Fields(params (string Name, string Value)[] fields)
    {
        var buffer = new Utf8Buffer();
        var writer = new FieldWriter(buffer);
        foreach (var (name, value) in fields)
        {
            writer.Field(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(value));
        }

        writer.Complete();
        return buffer.WrittenSpan.ToArray();
    }

    private static string Value(LocalLogEntry entry, string name)
    {
        Assert.True(new FieldReader(entry.Fields).TryFind(Encoding.UTF8.GetBytes(name), out var value));
        return Encoding.UTF8.GetString(value);
    }

    private static async Task<List<LocalLogRecord>> ReadAsync(string path)
    {
        var records = new List<LocalLogRecord>();
        await foreach (var record in LocalLog.ReadAsync(path, CancellationToken.None))
        {
            records.Add(record);
        }

        return records;
    }
}
