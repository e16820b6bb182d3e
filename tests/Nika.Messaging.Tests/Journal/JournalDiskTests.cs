using System.Diagnostics;
using System.Text;
using Nika.Messaging.Journal;
using Nika.Messaging.TestSupport;
using Nika.Messaging.Tests.Memory;

namespace Nika.Messaging.Tests.Journal;

/// <summary>A disk that is full, unwritable or stalled: counted, said once, and over when it is over.</summary>
public class JournalDiskTests
{
    [Fact]
    public async Task A_full_disk_keeps_lines_waiting_and_takes_them_when_there_is_room()
    {
        using var directory = new TempDirectory();
        await using var disk = await SmallDisk.MountAsync(directory.Path, kilobytes: 64);
        var clock = new ManualClock();
        var log = new LogLines();
        await using var journal = Journals.Open(directory.Path, clock, log);
        string filler = Path.Combine(directory.Path, "filler");
        await File.WriteAllBytesAsync(filler, new byte[40 * 1024]);

        // More than there is room for: a part is written, the last line of it torn.
        for (int i = 0; i < 60; i++)
        {
            Assert.True(journal.Append(i, padding: 400));
        }

        Assert.False(await journal.FlushAsync());
        Assert.Equal(GateState.Degraded, journal.Gate.State);
        Assert.Contains("No space left on device", journal.Gate.Reason, StringComparison.Ordinal);
        Assert.InRange(journal.WrittenLines, 1, 59);
        Assert.Equal(0, journal.LostLines);

        // Still full: said once, however often it is tried and appended to.
        for (int i = 60; i < 70; i++)
        {
            Assert.True(journal.Append(i, padding: 400));
            Assert.False(await journal.FlushAsync());
        }

        Assert.Single(log.All, line => line.Contains("degraded", StringComparison.Ordinal));

        File.Delete(filler);
        clock.Advance(TimeSpan.FromSeconds(10));
        await Wait.Until(() => journal.Gate.IsOpen, Journals.Patience);
        Assert.True(await journal.FlushAsync());
        Assert.Single(log.All, line => line.Contains("healthy", StringComparison.Ordinal));
        Assert.Equal((70, 0), (journal.WrittenLines, journal.LostLines));

        var records = await Journals.ReadAsync(BusFiles.Alpha(directory.Path));
        Assert.Equal(Enumerable.Range(0, 70), records.OfType<BusLine>().Select(Journals.NumberOf));
        Assert.InRange(records.OfType<BusSkip>().Count(), 0, 1);
    }

    [Fact]
    public async Task Past_its_bound_a_failing_disk_costs_the_newest_lines()
    {
        using var directory = new TempDirectory();
        string blocker = Path.Combine(directory.Path, "_bus");
        await File.WriteAllTextAsync(blocker, "not a directory");
        var clock = new ManualClock();
        var log = new LogLines();
        await using var journal = Journals.Open(directory.Path, clock, log, options => options.MaxPendingBytes = 64 * 1024);
        int taken = 0;
        bool full = false;
        while (!full)
        {
            // Moving lines from one buffer to another makes a little room again: full is what stays full.
            while (journal.Append(taken, padding: 100))
            {
                taken++;
            }

            Assert.False(await journal.FlushAsync());
            full = !journal.Append(taken, padding: 100);
            taken += full ? 0 : 1;
        }

        Assert.InRange(taken, 100, 640);
        long lost = journal.LostLines;
        for (int i = 0; i < 9; i++)
        {
            Assert.False(journal.Append(1000, padding: 100));
        }

        lost += 9;
        Assert.Equal(lost, journal.LostLines);
        Assert.Contains("Not a directory", journal.Gate.Reason, StringComparison.Ordinal);
        await Wait.Until(() => log.All.Any(line => line.Contains("is full", StringComparison.Ordinal)), Journals.Patience);

        File.Delete(blocker);
        for (int i = 0; i < 20 && !journal.Gate.IsOpen; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(10));
            Assert.True(await journal.FlushAsync());
        }

        await Wait.Until(() => log.All.Any(line => line.Contains($"takes lines again; {lost} are lost", StringComparison.Ordinal)), Journals.Patience);
        Assert.Single(log.All, line => line.Contains("is full", StringComparison.Ordinal));
        Assert.True(journal.Append(taken, padding: 100));
        Assert.True(await journal.FlushAsync());
        Assert.Equal(Enumerable.Range(0, taken + 1), await Journals.NumbersAsync(BusFiles.Alpha(directory.Path)));
    }

    [Fact]
    public async Task Retries_are_spaced_further_and_further()
    {
        using var directory = new TempDirectory();
        await File.WriteAllTextAsync(Path.Combine(directory.Path, "_bus"), "not a directory");
        var clock = new ManualClock();
        await using var journal = Journals.Open(directory.Path, clock);
        Assert.True(journal.Append(1));
        await Wait.Until(() => clock.Due.Length == 1, Journals.Patience);

        var pauses = new List<double>();
        for (int i = 0; i < 9; i++)
        {
            pauses.Add(clock.Due.Single().TotalMilliseconds);
            clock.Advance(clock.Due.Single());
            await Wait.Until(() => clock.Due.Length == 1, Journals.Patience);
        }

        Assert.Equal([100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000], pauses);
    }

    [Fact]
    public async Task One_bad_file_does_not_keep_the_others_from_theirs()
    {
        using var directory = new TempDirectory();
        string bad = BusFiles.Channel(directory.Path, new EntityId("BAD"));
        Directory.CreateDirectory(bad);
        await using var journal = Journals.Open(directory.Path, new ManualClock(), configure: options => options.MaxPendingBytes = 128 * 1024);
        const int Lines = 2000;
        for (int i = 0; i < Lines; i++)
        {
            Assert.True(journal.Append(i, entity: i % 2 == 0 ? "BAD" : "GOOD", padding: 50));
            if (i % 100 == 0)
            {
                Assert.False(await journal.FlushAsync());
            }
        }

        Assert.False(await journal.FlushAsync());
        Assert.Contains("BAD.jsonl: Is a directory", journal.Gate.Reason, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, Lines), await Journals.NumbersAsync(BusFiles.Alpha(directory.Path)));
        Assert.Equal(Enumerable.Range(0, Lines).Where(i => i % 2 == 1), await Journals.NumbersAsync(BusFiles.Channel(directory.Path, new EntityId("GOOD"))));
        Assert.InRange(journal.LostLines, 1, Lines / 2);

        // What still waits for it is written in order once it can be.
        long lost = journal.LostLines;
        Directory.Delete(bad);
        Assert.True(await journal.FlushAsync());
        var kept = await Journals.NumbersAsync(bad);
        Assert.Equal((Lines / 2) - lost, kept.Count);
        Assert.Equal(Enumerable.Range(0, kept.Count).Select(i => i * 2), kept);
        Assert.True(journal.Gate.IsOpen);
    }

    [Fact]
    public async Task A_stalled_disk_holds_up_nobody()
    {
        using var directory = new TempDirectory();
        string path = BusFiles.Alpha(directory.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await Shell.MustRunAsync("mkfifo", path); // opening it blocks until somebody reads
        var log = new LogLines();
        var journal = Journals.Open(directory.Path, log: log, configure: options =>
        {
            options.MaxPendingBytes = 64 * 1024;
            options.CloseTimeout = TimeSpan.FromMilliseconds(50);
        });

        int taken = 0;
        var slowest = TimeSpan.Zero;
        bool room = true;
        while (room)
        {
            long start = Stopwatch.GetTimestamp();
            room = journal.Append(taken);
            slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, Stopwatch.GetElapsedTime(start).Ticks));
            taken += room ? 1 : 0;
        }

        // A blocked call would never return; this only shows it was no long wait either.
        Assert.InRange(slowest, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Assert.InRange(taken, 100, 1000);
        await Wait.Until(() => log.All.Any(line => line.Contains("is full", StringComparison.Ordinal)), Journals.Patience);
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => journal.FlushAsync(patience.Token));

        await journal.DisposeAsync().AsTask().WaitAsync(Journals.Patience);
        Assert.Equal(taken + 1, journal.LostLines);
        Assert.Contains(log.All, line => line.Contains($"closed with {taken} lines", StringComparison.Ordinal));
        Assert.False(journal.Append(0));

        // Let the background out of the open, and see it give up its files.
        await using var reader = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] buffer = new byte[4096];
        while (await reader.ReadAsync(buffer) > 0)
        {
        }
    }

    [Fact]
    public async Task Closing_writes_what_waits()
    {
        using var directory = new TempDirectory();
        var journal = Journals.Open(directory.Path, configure: options => options.Fsync = true);
        for (int i = 0; i < 1000; i++)
        {
            Assert.True(journal.Append(i));
        }

        await journal.DisposeAsync();
        Assert.Equal((1000, 0), (journal.WrittenLines, journal.LostLines));
        Assert.True(await journal.FlushAsync());
        Assert.Equal(Enumerable.Range(0, 1000), await Journals.NumbersAsync(BusFiles.Alpha(directory.Path)));
        Assert.DoesNotContain(
            Directory.GetFiles("/proc/self/fd").Select(link => new FileInfo(link).LinkTarget),
            target => target?.StartsWith(directory.Path, StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Appending_allocates_nothing()
    {
        using var directory = new TempDirectory();
        await using var journal = Journals.Open(directory.Path);
        byte[] meta = Encoding.UTF8.GetBytes(Journals.Meta);
        long least = long.MaxValue;
        for (int round = 0; round < 10; round++)
        {
            // The first rounds grow the buffers; a round in which the pool happens to start a thread from here counts it as ours.
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 1000; i++)
            {
                journal.Append("step"u8, meta, """{"number":1}"""u8, "JOB-1"u8);
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.True(await journal.FlushAsync());
        }

        Assert.Equal(0, least);
        Assert.Equal((20_000, 0), (journal.WrittenLines, journal.LostLines));
    }
}
