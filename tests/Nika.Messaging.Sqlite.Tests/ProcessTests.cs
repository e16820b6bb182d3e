using System.Diagnostics;
using System.Globalization;

namespace Nika.Messaging.Sqlite.Tests;

public sealed class ProcessTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Two_instances_share_a_file()
    {
        await using var one = directory.Open();
        await using var two = directory.Open();
        MemoryEvent[] shared = [.. Enumerable.Range(0, 200).Select(_ => Events.Of(default))];

        await Task.WhenAll(WriteAsync(one), WriteAsync(two));

        Assert.Equal(200, await one.CountAsync(MemoryFilter.All));
        Assert.Equal(200, await two.CountAsync(MemoryFilter.All));

        async Task WriteAsync(SqliteMemory memory)
        {
            foreach (var batch in shared.Chunk(10))
            {
                await memory.RememberAsync(batch);
            }
        }
    }

    [Fact]
    public async Task Instances_that_start_at_once_on_a_new_file_all_find_it_theirs()
    {
        for (int round = 0; round < 50; round++)
        {
            SqliteMemory[] instances = [.. Enumerable.Range(0, 4).Select(_ => directory.Open($"{round}.db"))];
            try
            {
                await Task.WhenAll(instances.Select(memory => memory.RememberAsync([Events.Of(default)]).AsTask()));
                Assert.Equal(4, await instances[0].CountAsync(MemoryFilter.All));
            }
            finally
            {
                foreach (var memory in instances)
                {
                    await memory.DisposeAsync();
                }
            }
        }
    }

    [Fact]
    public async Task Processes_that_start_at_once_on_a_new_file_lose_nothing()
    {
        // Three writers of 1,000 events each; the first and the second share 500 of their ids.
        var writers = new[] { Start(first: 0), Start(first: 500), Start(first: 10_000) };
        foreach (var writer in writers)
        {
            using (writer)
            {
                string output = await writer.StandardOutput.ReadToEndAsync().WaitAsync(Deadline);
                await writer.WaitForExitAsync().WaitAsync(Deadline);
                Assert.Equal(0, writer.ExitCode);
                Assert.Equal(40, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
            }
        }

        await using var memory = directory.Open();
        Assert.Equal(2_500, await memory.CountAsync(Meta.Type == "numbered"));
    }

    [Fact]
    public async Task A_killed_process_leaves_what_it_was_told_is_kept()
    {
        int acknowledged;
        using (var writer = Start(first: 0, batches: 100_000))
        {
            do
            {
                string? line = await writer.StandardOutput.ReadLineAsync().WaitAsync(Deadline);
                acknowledged = int.Parse(line!, CultureInfo.InvariantCulture) + 1;
            }
            while (acknowledged < 20);

            writer.Kill();
            acknowledged += (await writer.StandardOutput.ReadToEndAsync()).Count(character => character == '\n');
            await writer.WaitForExitAsync().WaitAsync(Deadline);
        }

        await using var memory = directory.Open();
        long kept = await memory.CountAsync(MemoryFilter.All);

        // Whole batches, and at most the one whose acknowledgement was cut off on top.
        Assert.InRange(kept, acknowledged * 25, (acknowledged + 1) * 25);
        Assert.Equal(0, kept % 25);
    }

    private Process Start(int first, int batches = 40)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (string argument in new[] { "exec", Path.Combine(AppContext.BaseDirectory, "SqliteWriter.dll"), directory.File(), $"{first}", $"{batches}", "25" })
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
