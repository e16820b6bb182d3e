using System.Text;
using Nika.Messaging.Journal;
using Nika.Messaging.Journal.Files;
using Nika.Messaging.Tests.Memory;

namespace Nika.Messaging.Tests.Journal;

/// <summary>Order, torn lines, the open channels, rotation: what becomes of the files.</summary>
public class JournalFilesTests
{
    [Fact]
    public async Task Each_file_has_its_lines_in_order_while_few_are_open()
    {
        const int Entities = 40;
        const int Rounds = 30;
        using var directory = new TempDirectory();
        await using var journal = Journals.Open(directory.Path, configure: options => options.OpenChannels = 4);
        for (int round = 0; round < Rounds; round++)
        {
            for (int entity = 0; entity < Entities; entity++)
            {
                Assert.True(journal.Append((round * Entities) + entity, entity: $"JOB-{entity}"));
            }

            Assert.True(await journal.FlushAsync());
            Assert.Equal(4, journal.OpenChannels);
            Assert.Equal(6, OpenFilesIn(directory.Path)); // four channels, Alpha's and the lock
        }

        Assert.Equal(Enumerable.Range(0, Entities * Rounds), await Journals.NumbersAsync(BusFiles.Alpha(directory.Path)));
        for (int entity = 0; entity < Entities; entity++)
        {
            Assert.Equal(
                Enumerable.Range(0, Rounds).Select(round => (round * Entities) + entity),
                await Journals.NumbersAsync(BusFiles.Channel(directory.Path, new EntityId($"JOB-{entity}"))));
        }
    }

    [Fact]
    public async Task The_channel_written_to_last_stays_open()
    {
        using var directory = new TempDirectory();
        await using var journal = Journals.Open(directory.Path, configure: options => options.OpenChannels = 2);
        foreach (string entity in (string[])["A", "B", "A", "C"])
        {
            Assert.True(journal.Append(1, entity));
            Assert.True(await journal.FlushAsync());
        }

        string[] open = [.. OpenPaths(directory.Path).Where(path => path.Contains("channels", StringComparison.Ordinal)).Select(path => Path.GetFileName(path)!)];
        Assert.Equal(["A.jsonl", "C.jsonl"], open.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"ts":"2026-""", 1)]
    [InlineData("\n", 0)]
    [InlineData("", 0)]
    public async Task A_line_left_torn_costs_no_other_line(string found, int torn)
    {
        using var directory = new TempDirectory();
        string path = BusFiles.Alpha(directory.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, found);
        await using var journal = Journals.Open(directory.Path);
        Assert.True(journal.Append(1));
        Assert.True(await journal.FlushAsync());

        var records = await Journals.ReadAsync(path);
        Assert.Equal(torn, records.OfType<BusSkip>().Count());
        Assert.Equal([1], records.OfType<BusLine>().Select(Journals.NumberOf));
    }

    [Fact]
    public async Task A_line_another_writer_tears_between_two_batches_costs_no_other_line()
    {
        using var directory = new TempDirectory();
        string path = BusFiles.Alpha(directory.Path);
        await using var journal = Journals.Open(directory.Path);
        for (int i = 0; i < 5; i++)
        {
            Assert.True(journal.Append(i));
            Assert.True(await journal.FlushAsync());
            await File.AppendAllTextAsync(path, """{"ts":"2026-04-01T00:00:00.000000Z","type":"st""");
        }

        var records = await Journals.ReadAsync(path);
        Assert.Equal(Enumerable.Range(0, 5), records.OfType<BusLine>().Select(Journals.NumberOf));
        Assert.Equal(5, records.OfType<BusSkip>().Count());
    }

    [Fact]
    public async Task A_writer_that_holds_the_lock_for_ever_delays_but_does_not_stop()
    {
        using var directory = new TempDirectory();
        string path = BusFiles.Alpha(directory.Path);
        await using var journal = Journals.Open(directory.Path);
        Assert.True(journal.Append(0));
        Assert.True(await journal.FlushAsync());

        using (var stopped = new AppendLock(Path.GetDirectoryName(path)!))
        {
            Assert.True(stopped.TryTake());
            await File.AppendAllTextAsync(path, "half a li");
            Assert.True(journal.Append(1));
            Assert.True(await journal.FlushAsync());
        }

        Assert.True(journal.Append(2));
        Assert.True(await journal.FlushAsync());
        var records = await Journals.ReadAsync(path);
        Assert.Equal([0, 1, 2], records.OfType<BusLine>().Select(Journals.NumberOf));
        Assert.Equal("half a li", Assert.Single(records.OfType<BusSkip>()).Excerpt);
    }

    [Fact]
    public async Task A_reader_with_the_file_open_does_not_delay_writers()
    {
        // .NET puts a shared flock on what it opens for reading: were the data file itself locked, a follower would stop the bus.
        using var directory = new TempDirectory();
        string path = BusFiles.Alpha(directory.Path);
        await using var journal = Journals.Open(directory.Path);
        Assert.True(journal.Append(0));
        Assert.True(await journal.FlushAsync());
        using var reading = File.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        for (int i = 1; i < 10; i++)
        {
            Assert.True(journal.Append(i));
            Assert.True(await journal.FlushAsync());
        }

        // A batch that did not get the lock begins with an empty line.
        Assert.DoesNotContain("\n\n", await File.ReadAllTextAsync(path), StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, 10), await Journals.NumbersAsync(path));
    }

    [Fact]
    public async Task A_file_moved_or_deleted_is_begun_anew()
    {
        using var directory = new TempDirectory();
        string path = BusFiles.Alpha(directory.Path);
        await using var journal = Journals.Open(directory.Path);
        Assert.True(journal.Append(1));
        Assert.True(await journal.FlushAsync());
        File.Move(path, path + ".old");
        Assert.True(journal.Append(2));
        Assert.True(await journal.FlushAsync());
        Assert.Equal([1], await Journals.NumbersAsync(path + ".old"));
        Assert.Equal([2], await Journals.NumbersAsync(path));

        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        Assert.True(journal.Append(3, "JOB-3"));
        Assert.True(await journal.FlushAsync());
        Assert.Equal([3], await Journals.NumbersAsync(path));
        Assert.Equal([3], await Journals.NumbersAsync(BusFiles.Channel(directory.Path, new EntityId("JOB-3"))));
    }

    [Fact]
    public async Task Rotation_loses_nothing_and_writers_without_it_follow()
    {
        const int Lines = 600;
        const long Limit = 16 * 1024;
        using var directory = new TempDirectory();
        string path = BusFiles.Alpha(directory.Path);
        var clock = new ManualClock();
        await using var rotating = Journals.Open(directory.Path, clock, configure: options => options.RotateAtBytes = Limit);
        await using var other = Journals.Open(directory.Path, clock);
        for (int i = 0; i < Lines; i++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(1));
            Assert.True(rotating.Append(i, padding: 100, writer: "rotating"));
            Assert.True(other.Append(i, padding: 100, writer: "other"));
            if (i % 10 == 9)
            {
                Assert.True(await rotating.FlushAsync());
                Assert.True(await other.FlushAsync());
            }
        }

        string[] files = [.. Directory.GetFiles(Path.GetDirectoryName(path)!, "alpha_bus.*").Order(StringComparer.Ordinal)];
        Assert.InRange(files.Length, 5, Lines);
        Assert.All(files.Where(file => file != path), file => Assert.Matches(@"alpha_bus\.20260401T\d{9}\.jsonl$", file));
        Assert.All(files, file => Assert.InRange(new FileInfo(file).Length, 1, Limit + (25 * 512)));

        // The rotated files sort by time, and the current one is the newest.
        var lines = new List<BusLine>();
        foreach (string file in files.Where(file => file != path).Append(path))
        {
            lines.AddRange((await Journals.ReadAsync(file)).Select(Assert.IsType<BusLine>));
        }

        foreach (string writer in (string[])["rotating", "other"])
        {
            Assert.Equal(Enumerable.Range(0, Lines), lines.Where(line => Journals.WriterOf(line) == writer).Select(Journals.NumberOf));
        }
    }

    [Fact]
    public async Task A_batch_is_written_whole_after_a_newline_if_need_be()
    {
        using var directory = new TempDirectory();
        string path = Path.Combine(directory.Path, "new", "file.jsonl");
        using var appendLock = new AppendLock(Path.GetDirectoryName(path)!);
        using var first = AppendFile.Open(path, appendLock);
        using var second = AppendFile.Open(path, appendLock);
        byte[] batch = Encoding.UTF8.GetBytes("one\ntwo\n");
        Assert.True(first.TryAppend(batch, new FileRotation(0), default, out int written));
        Assert.Equal(batch.Length, written);
        Assert.True(second.TryAppend("three\n"u8, new FileRotation(0), default, out _));
        Assert.True(first.TryAppend("four\n"u8, new FileRotation(0), default, out _));
        await File.AppendAllTextAsync(path, "torn");
        Assert.True(second.TryAppend("five\n"u8, new FileRotation(0), default, out _));
        Assert.Equal("one\ntwo\nthree\nfour\ntorn\nfive\n", await File.ReadAllTextAsync(path));
        Assert.Equal(new FileInfo(path).Length, second.Length);
    }

    [Fact]
    public void A_failure_says_what_where_and_why()
    {
        using var appendLock = new AppendLock("/");
        var missing = Assert.Throws<IOException>(() => AppendFile.Open("/dev/null/x/y.jsonl", appendLock));
        Assert.Equal("open /dev/null/x/y.jsonl: Not a directory (errno 20)", missing.Message);

        using var full = AppendFile.Open("/dev/full", appendLock);
        var refused = Assert.Throws<IOException>(() => full.TryAppend("line\n"u8, new FileRotation(0), default, out _));
        Assert.Equal("write /dev/full: No space left on device (errno 28)", refused.Message);
    }

    private static int OpenFilesIn(string directory) => OpenPaths(directory).Count();

    private static IEnumerable<string> OpenPaths(string directory) =>
        Directory.GetFiles("/proc/self/fd")
            .Select(link => new FileInfo(link).LinkTarget)
            .OfType<string>()
            .Where(target => target.StartsWith(directory, StringComparison.Ordinal));
}
