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
            """{"ts":"2026-04-01T00:00:00.000000Z","lane":"redis 127.0.0.1:6379","key":"nika:ipc:J-1","kind":"append","failure":"not_sent","reason":"the \"server\" is away","ttl_ms":7200000,"maxlen":5000,"retention_ms":60000,"fields":{"type":"step","NIKA_META":{"v":1},"data":{"n":[1,2]},"kind":"signal"}}""" + "\n",
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
        Assert.Contains(lines.All, line => line.Contains("Not a directory", StringComparison.Ordinal) && line.Contains("closed with 50", StringComparison.Ordinal));
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
        await File.WriteAllTextAsync(log.FilePath, line);
        Assert.True(log.TryAppend(Write(WriteKind.Append, "k", Fields(("n", "1"))), WriteFailure.NotSent, "down", "lane"));
        Assert.True(await log.FlushAsync(default));

        var records = await ReadAsync(log.FilePath);
        Assert.Equal(2, records.Count);
        Assert.False(records[0].IsEntry);
        Assert.Contains(fault, records[0].Fault, StringComparison.Ordinal);
        Assert.True(records[1].IsEntry);
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
