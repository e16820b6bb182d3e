using System.Text;

namespace Nika.Messaging.Sqlite.Tests;

public sealed class FaultTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_file_that_is_no_database_is_named_and_left_alone()
    {
        await File.WriteAllTextAsync(directory.File(), new string('x', 5000));
        await using var memory = directory.Open();

        string message = await FailureOfAsync(memory);

        Assert.Contains("is no SQLite database", message, StringComparison.Ordinal);
        Assert.Contains(directory.File(), message, StringComparison.Ordinal);
        Assert.Equal(new string('x', 5000), await File.ReadAllTextAsync(directory.File()));
    }

    [Fact]
    public async Task A_damaged_file_is_named()
    {
        await using (var memory = directory.Open())
        {
            await memory.RememberAsync([.. Enumerable.Range(0, 500).Select(_ => Events.Of(default, new string('t', 500)))]);
        }

        // Behind the first page, so that it still looks like a database.
        await using (var file = new FileStream(directory.File(), FileMode.Open, FileAccess.Write))
        {
            file.Position = 4096;
            await file.WriteAsync(Encoding.UTF8.GetBytes(new string('z', (int)file.Length - 4096)));
        }

        await using var damaged = directory.Open();
        Assert.Contains("is damaged", await FailureOfAsync(damaged), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_the_bad_file_is_moved_away_the_same_instance_works()
    {
        await File.WriteAllTextAsync(directory.File(), new string('x', 5000));
        await using var memory = directory.Open();
        await FailureOfAsync(memory);

        File.Delete(directory.File());
        await memory.RememberAsync([Events.Of(default)]);

        Assert.Equal(1, await memory.CountAsync(MemoryFilter.All));
    }

    [Fact]
    public async Task A_database_of_something_else_is_refused_and_left_alone()
    {
        Events.Execute(directory.File(), "CREATE TABLE events (theirs TEXT); INSERT INTO events VALUES ('kept')");
        byte[] before = await File.ReadAllBytesAsync(directory.File());
        await using (var memory = directory.Open())
        {
            Assert.Contains("is a SQLite database of something else", await FailureOfAsync(memory), StringComparison.Ordinal);
        }

        Assert.Equal(before, await File.ReadAllBytesAsync(directory.File()));
    }

    [Fact]
    public async Task Missing_directories_are_made()
    {
        await using var memory = directory.Open(Path.Combine("a", "b", "memory.db"));

        await memory.RememberAsync([Events.Of(default)]);

        Assert.True(File.Exists(Path.Combine(directory.Path, "a", "b", "memory.db")));
    }

    [Fact]
    public async Task A_directory_that_cannot_be_made_is_named()
    {
        await File.WriteAllTextAsync(directory.File("file"), "");
        await using var memory = directory.Open(Path.Combine("file", "memory.db"));

        Assert.Contains("cannot be made", await FailureOfAsync(memory), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_in_the_files_place_is_named()
    {
        Directory.CreateDirectory(directory.File());
        await using var memory = directory.Open();

        Assert.Contains("cannot be opened", await FailureOfAsync(memory), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_that_is_not_writable_is_named()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /proc, where not even root may make a file");
        await using var memory = new SqliteMemory(new SqliteMemoryOptions { Path = "/proc/self/memory.db" });

        string message = await FailureOfAsync(memory);

        Assert.Contains("'/proc/self/memory.db' cannot be opened", message, StringComparison.Ordinal);
        Assert.Contains("a directory this process may write to", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_writable_is_named()
    {
        if (OperatingSystem.IsWindows() || Environment.UserName == "root")
        {
            Assert.Skip("root may write to every file, and Windows has other permissions");
            return;
        }

        await using (var memory = directory.Open())
        {
            await memory.RememberAsync([Events.Of(default)]);
        }

        File.SetUnixFileMode(directory.File(), UnixFileMode.UserRead);
        await using var readOnly = directory.Open();
        Assert.Contains("cannot be written", await FailureOfAsync(readOnly), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_is_said_and_keeps_nothing_of_the_batch()
    {
        var small = new SqliteMemoryOptions { Path = directory.File(), MaxPageCount = 40 };
        MemoryEvent[] batch = [.. Enumerable.Range(0, 100).Select(_ => Events.Of(default, new string('t', 4000)))];
        await using (var memory = new SqliteMemory(small))
        {
            await memory.RememberAsync([Events.Of(default)]);

            var failure = await Assert.ThrowsAsync<MemoryUnavailableException>(async () => await memory.RememberAsync(batch));

            Assert.Contains("the disk is full", failure.Message, StringComparison.Ordinal);
            Assert.Equal(1, await memory.CountAsync(MemoryFilter.All));
            await memory.RememberAsync([Events.Of(default)]);
        }

        await using var roomy = directory.Open();
        await roomy.RememberAsync(batch);
        Assert.Equal(102, await roomy.CountAsync(MemoryFilter.All));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(":memory:")]
    [InlineData("file:memory.db?mode=memory")]
    [InlineData("out/")]
    [InlineData("out/a\0b.db")]
    public void A_path_that_cannot_be_a_file_is_refused_at_once(string path)
    {
        var failure = Assert.Throws<ArgumentException>(() => new SqliteMemory(new SqliteMemoryOptions { Path = path }));

        Assert.Contains("SqliteMemoryOptions.Path", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(-1)]
    [InlineData(601)]
    public void A_busy_timeout_out_of_range_is_refused_at_once(double seconds)
    {
        var options = new SqliteMemoryOptions { BusyTimeout = TimeSpan.FromSeconds(seconds) };

        var failure = Assert.Throws<ArgumentException>(() => new SqliteMemory(options));

        Assert.Contains("SqliteMemoryOptions.BusyTimeout", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_touched_before_the_first_call()
    {
        await using var memory = directory.Open("never.db");

        Assert.Equal($"sqlite {directory.File("never.db")}", memory.Description);
        Assert.Empty(Directory.GetFiles(directory.Path));
    }

    private static async Task<string> FailureOfAsync(SqliteMemory memory)
    {
        var writing = await Assert.ThrowsAsync<MemoryUnavailableException>(async () => await memory.RememberAsync([Events.Of(default)]));
        var counting = await Assert.ThrowsAsync<MemoryUnavailableException>(async () => await memory.CountAsync(Meta.Pod == Events.Pods[0]));

        // The same words for a person; in parentheses follows what SQLite said, of which table it was.
        Assert.Equal(writing.Message.Split(" (SQLite")[0], counting.Message.Split(" (SQLite")[0]);
        return writing.Message;
    }
}
