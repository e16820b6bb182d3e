using System.Text;
using Nika.Messaging.Journal;
using Nika.Messaging.Tests.Memory;

namespace Nika.Messaging.Tests.Journal;

public class JournalLineTests
{
    [Fact]
    public async Task A_line_is_the_bytes_that_were_sent_in_one_object()
    {
        using var directory = new TempDirectory();
        var clock = new ManualClock();
        await using (var journal = Journals.Open(directory.Path, clock))
        {
            clock.Advance(TimeSpan.FromTicks(1_234_567 * 10 + 9)); // the tenths of a microsecond are cut off
            Assert.True(journal.Append("job_completed"u8, """{"v":1,"id":"x"}"""u8, """{"n": 1.50,"s":"é\u00e9"}"""u8, "JOB-1"u8));
            clock.Advance(TimeSpan.FromSeconds(1));
            Assert.True(journal.Append("""odd"type\"""u8, "{}"u8, "[1,\n 2,\r\n3]"u8, replayed: true));
            Assert.True(await journal.FlushAsync());
            Assert.Equal(3, journal.WrittenLines);
            Assert.Equal(0, journal.LostLines);
        }

        const string First = """{"ts":"2026-04-01T00:00:01.234567Z","type":"job_completed","NIKA_META":{"v":1,"id":"x"},"data":{"n": 1.50,"s":"é\u00e9"}}""" + "\n";
        const string Second = """{"ts":"2026-04-01T00:00:02.234567Z","type":"odd\"type\\","NIKA_META":{},"data":[1,  2,  3],"replayed":1}""" + "\n";
        Assert.Equal(First + Second, await File.ReadAllTextAsync(Path.Combine(directory.Path, "_bus", "alpha_bus.jsonl")));
        Assert.Equal(First, await File.ReadAllTextAsync(Path.Combine(directory.Path, "_bus", "channels", "JOB-1.jsonl")));
    }

    [Fact]
    public async Task Lines_read_back_as_they_were_journaled()
    {
        using var directory = new TempDirectory();
        var clock = new ManualClock();
        await using var journal = Journals.Open(directory.Path, clock);
        string deep = new string('[', JsonReader.DefaultMaxDepth) + new string(']', JsonReader.DefaultMaxDepth);
        Assert.True(journal.Append("step"u8, Encoding.UTF8.GetBytes(Journals.Meta), Encoding.UTF8.GetBytes(deep), replayed: true));
        Assert.True(journal.Append(7, entity: "TASK-7"));
        Assert.True(await journal.FlushAsync());

        var records = await Journals.ReadAsync(BusFiles.Alpha(directory.Path));
        Assert.Equal(2, records.Count);
        var first = Assert.IsType<BusLine>(records[0]);
        Assert.Equal(clock.GetUtcNow(), first.Timestamp);
        Assert.Equal("step", first.Type);
        Assert.Equal("pod-1", first.Meta.Pod.Value);
        Assert.Equal(Guid.Parse("01963a00-0000-7000-8000-000000000001"), first.Meta.Id);
        Assert.Equal(deep, Encoding.UTF8.GetString(first.Data.Span));
        Assert.True(first.Replayed);
        Assert.Equal((1, 0), (first.LineNumber, first.Offset));
        var second = Assert.IsType<BusLine>(records[1]);
        Assert.False(second.Replayed);
        Assert.Equal(2, second.LineNumber);
        Assert.Equal(7, Journals.NumberOf(second));
        Assert.Equal([7], await Journals.NumbersAsync(BusFiles.Channel(directory.Path, new EntityId("TASK-7"))));

        // A record's offset is where its line begins.
        byte[] file = await File.ReadAllBytesAsync(BusFiles.Alpha(directory.Path));
        Assert.Equal((byte)'\n', file[second.Offset - 1]);
        Assert.Equal((byte)'{', file[second.Offset]);
    }

    [Fact]
    public async Task Python_and_jq_read_every_line()
    {
        using var directory = new TempDirectory();
        await using var journal = Journals.Open(directory.Path);
        for (int i = 0; i < 1000; i++)
        {
            Assert.True(journal.Append(i, padding: i % 50));
            if (i % 100 == 0)
            {
                await journal.FlushAsync();
            }
        }

        Assert.True(await journal.FlushAsync());
        string path = BusFiles.Alpha(directory.Path);
        const string Script = "import json,sys; print(sum(json.loads(line)['data']['number'] for line in open(sys.argv[1])))";
        Assert.Equal("499500", (await Shell.MustRunAsync("python3", "-c", Script, path)).Trim());
        if (File.Exists("/usr/bin/jq"))
        {
            Assert.Equal("499500", (await Shell.MustRunAsync("jq", "-s", "map(.data.number)|add", path)).Trim());
        }
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_lost_and_counted()
    {
        using var directory = new TempDirectory();
        var log = new LogLines();
        await using var journal = Journals.Open(directory.Path, log: log);
        byte[] huge = [(byte)'"', .. Enumerable.Repeat((byte)'x', BusFiles.MaxLineBytes), (byte)'"'];
        Assert.False(journal.Append("step"u8, Encoding.UTF8.GetBytes(Journals.Meta), huge));
        Assert.True(journal.Append(1));
        Assert.True(await journal.FlushAsync());
        Assert.Equal(1, journal.LostLines);
        Assert.Equal([1], await Journals.NumbersAsync(BusFiles.Alpha(directory.Path)));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData(".")]
    [InlineData("a/b")]
    [InlineData("é")]
    public async Task A_name_that_is_no_id_becomes_no_file(string name)
    {
        using var directory = new TempDirectory();
        await using var journal = Journals.Open(directory.Path);
        Assert.True(journal.Append(1, entity: name));
        Assert.True(await journal.FlushAsync());
        Assert.Equal((1, 1), (journal.WrittenLines, journal.LostLines));
        Assert.Equal([1], await Journals.NumbersAsync(BusFiles.Alpha(directory.Path)));
        Assert.Equal(
            [".lock", "alpha_bus.jsonl"],
            Directory.GetFiles(directory.Path, "*", SearchOption.AllDirectories).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Options_out_of_range_are_named()
    {
        var exception = Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(() => Journals.Open("x", configure: options =>
        {
            options.OpenChannels = 0;
            options.MaxPendingBytes = 1;
        }));
        Assert.Equal(2, exception.Failures.Count());
        Assert.Contains(nameof(JournalOptions.OpenChannels), exception.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(JournalOptions.MaxPendingBytes), exception.Message, StringComparison.Ordinal);
    }
}
