using System.Text;
using Nika.Messaging.Journal;

namespace Nika.Messaging.Sqlite.Tests;

/// <summary>Memory is given what it lacks from the files of the JSONL bus.</summary>
public sealed class CatchUpTests : IAsyncDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly SqliteMemory memory;
    private int written;

    public CatchUpTests()
    {
        memory = directory.Open();
        Directory.CreateDirectory(Path.GetDirectoryName(Bus)!);
    }

    private string Bus => BusFiles.Alpha(directory.Path);

    public async ValueTask DisposeAsync()
    {
        await memory.DisposeAsync();
        directory.Dispose();
    }

    [Fact]
    public async Task What_is_missing_is_restored_and_what_is_there_is_left()
    {
        MemoryEvent[] failed = [.. Enumerable.Range(0, 700).Select(_ => Write("entity_changed", EntityStatus.Failed))];
        _ = Write("entity_changed", EntityStatus.Progress);
        _ = Write("session_start", null);
        await memory.RememberAsync(failed[..100]);

        var result = await new MemoryCatchUp(memory).FromBusAsync(directory.Path);

        Assert.Equal(new CatchUpProgress(new FileInfo(Bus).Length, new FileInfo(Bus).Length, 702, 700, 600, 0), result);
        Assert.Equal(700, await memory.CountAsync(Meta.Status == EntityStatus.Failed));
        var back = Assert.Single(await memory.GetAsync([failed[^1].Id]));
        Assert.Equal(failed[^1].Text, back.Text);
        Assert.Equal(failed[^1].Meta, back.Meta);
        Assert.Equal(failed[^1].DataJson.ToArray(), back.DataJson.ToArray());
    }

    [Fact]
    public async Task It_goes_on_where_it_ended_even_after_the_file_was_renamed()
    {
        Write(300);
        var catchUp = new MemoryCatchUp(memory);
        Assert.Equal(300, (await catchUp.FromBusAsync(directory.Path)).Restored);
        Assert.Equal(0, (await catchUp.FromBusAsync(directory.Path)).Messages);

        Write(5);
        Assert.Equal((5, 5), await MessagesAndRestoredAsync());

        Write(2);
        File.Move(Bus, Path.ChangeExtension(Bus, "20260401T000000000.jsonl"));
        Write(4);
        Assert.Equal((6, 6), await MessagesAndRestoredAsync());
        Assert.Equal(311, await memory.CountAsync(MemoryFilter.All));

        async Task<(long, long)> MessagesAndRestoredAsync()
        {
            var now = await catchUp.FromBusAsync(directory.Path);
            Assert.Equal(now.BytesTotal, now.BytesRead);
            return (now.Messages, now.Restored);
        }
    }

    [Fact]
    public async Task Cancelled_it_has_kept_what_it_did()
    {
        Write(2000);
        using var cancellation = new CancellationTokenSource();
        var reports = new Reports(report =>
        {
            if (report.Messages >= 512)
            {
                cancellation.Cancel();
            }
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await new MemoryCatchUp(memory).FromBusAsync(directory.Path, reports, cancellation.Token));
        Assert.Equal([256, 512], reports.Seen.Select(report => report.Messages));
        Assert.Equal(512, await memory.CountAsync(MemoryFilter.All));

        var rest = await new MemoryCatchUp(memory).FromBusAsync(directory.Path);
        Assert.Equal(1488, rest.Messages);
        Assert.Equal(2000, await memory.CountAsync(MemoryFilter.All));
    }

    [Fact]
    public async Task A_broken_line_is_counted_and_a_torn_one_waits_for_its_end()
    {
        Write(3);
        await File.AppendAllTextAsync(Bus, "not json\n");
        Write(2);
        string whole = Line(Events.Of(new NikaMeta { Status = EntityStatus.Failed, Type = "entity_changed" }));
        await File.AppendAllTextAsync(Bus, whole[..50]);

        var first = await new MemoryCatchUp(memory).FromBusAsync(directory.Path);
        Assert.Equal((5, 5, 1), (first.Messages, first.Restored, first.Unreadable));
        await File.AppendAllTextAsync(Bus, whole[50..]);
        var second = await new MemoryCatchUp(memory).FromBusAsync(directory.Path);
        Assert.Equal((1, 1, 0), (second.Messages, second.Restored, second.Unreadable));
    }

    [Fact]
    public async Task Known_types_say_what_belongs_in_memory_and_under_which_text()
    {
        var always = Write("subagent_completed", null);
        _ = Write("job_completed", EntityStatus.Completed);
        var unknown = Write("of_another_program", EntityStatus.Completed);
        var told = Write("told_to_remember", null, """{"note":"the note","summary":"the summary"}""");
        var descriptor = new MessageDescriptor(typeof(string), "told_to_remember", MessageLayer.Bus, "nika:ipc:alpha", TimeSpan.FromHours(2)) { Significance = Significance.Always, MemoryTextMember = "note" };

        var result = await new MemoryCatchUp(memory, descriptor).FromBusAsync(directory.Path);
        Assert.Equal((4, 3), (result.Messages, result.Restored));
        Assert.Equal("the note", Assert.Single(await memory.GetAsync([told.Id])).Text);
        Assert.Equal(2, (await memory.GetAsync([always.Id, unknown.Id])).Count);
    }

    [Fact]
    public async Task Without_a_bus_there_is_nothing_to_do()
    {
        Directory.Delete(Path.GetDirectoryName(Bus)!);
        Assert.Equal(default, await new MemoryCatchUp(memory).FromBusAsync(directory.Path));
    }

    private static string Line(MemoryEvent made) =>
        $$"""{"ts":"2026-04-01T00:00:00.000000Z","type":"{{made.Meta.Type}}","NIKA_META":{{Encoding.UTF8.GetString(made.MetaJson.Span)}},"data":{{Encoding.UTF8.GetString(made.DataJson.Span)}}}""" + "\n";

    private void Write(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _ = Write("entity_changed", EntityStatus.Failed);
        }
    }

    private MemoryEvent Write(string type, EntityStatus? status, string? data = null)
    {
        string text = $"event {++written}";
        var made = Events.Of(new NikaMeta { Timestamp = new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero), Type = type, Status = status }, text)
            with { DataJson = Encoding.UTF8.GetBytes(data ?? $$"""{"summary":"{{text}}"}""") };
        File.AppendAllText(Bus, Line(made));
        return made;
    }

    private sealed class Reports(Action<CatchUpProgress> onReport) : IProgress<CatchUpProgress>
    {
        public List<CatchUpProgress> Seen { get; } = [];

        public void Report(CatchUpProgress value)
        {
            Seen.Add(value);
            onReport(value);
        }
    }
}
