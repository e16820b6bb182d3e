using Microsoft.Data.Sqlite;
using Nika.Messaging.Sqlite.Storage;

namespace Nika.Messaging.Sqlite.Tests;

public sealed class SchemaTests : IDisposable
{
    private static readonly string Newest = Schema.Steps.Count.ToString(null, null);

    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task The_file_says_whose_it_is_and_of_which_version()
    {
        await RememberOneAsync();

        Assert.Equal(Newest, Events.ReadRow(directory.File(), "PRAGMA user_version")["user_version"]);
        Assert.Equal(Schema.ApplicationId.ToString(null, null), Events.ReadRow(directory.File(), "PRAGMA application_id")["application_id"]);
        Assert.Equal("wal", Events.ReadRow(directory.File(), "PRAGMA journal_mode")["journal_mode"]);
    }

    [Fact]
    public async Task A_newer_version_is_refused_and_left_alone()
    {
        await RememberOneAsync();
        Events.Execute(directory.File(), "PRAGMA user_version = 7");
        await using (var memory = directory.Open())
        {
            var failure = await Assert.ThrowsAsync<MemoryUnavailableException>(async () => await memory.RememberAsync([Events.Of(default)]));
            Assert.Contains("newer version of Nika.Messaging (schema 7; this one knows up to 2)", failure.Message, StringComparison.Ordinal);
        }

        Assert.Equal("7", Events.ReadRow(directory.File(), "PRAGMA user_version")["user_version"]);
        Assert.Equal("1", Events.ReadRow(directory.File(), "SELECT count(*) AS events FROM events")["events"]);
    }

    [Fact]
    public async Task An_older_file_is_brought_up_to_date_and_keeps_its_events()
    {
        await RememberOneAsync();
        string[] steps = [.. Schema.Steps, "ALTER TABLE events ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm'; CREATE INDEX events_mood ON events (mood)", "UPDATE events SET mood = upper(mood)"];

        Migrate(steps);
        Migrate(steps);

        Assert.Equal("CALM", Events.ReadRow(directory.File(), "SELECT mood FROM events")["mood"]);
        Assert.Equal("4", Events.ReadRow(directory.File(), "PRAGMA user_version")["user_version"]);
    }

    [Fact]
    public async Task A_file_of_the_first_version_opens_and_its_events_are_found_by_their_words()
    {
        // As the first version made and filled it.
        var old = Events.Of(new NikaMeta { Timestamp = new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero), Domain = "hooks" }, "The old hook was slow");
        Migrate([Schema.Steps[0]]);
        using (var connection = Events.OpenRaw(directory.File()))
        {
            using var insert = new InsertCommand(connection);
            Assert.Equal(1, insert.Execute(old));
        }

        Assert.Equal("1", Events.ReadRow(directory.File(), "PRAGMA user_version")["user_version"]);
        await using var memory = new SqliteMemory(new SqliteMemoryOptions { Path = directory.File(), Embedder = new MemoryEmbedder(new HashedEmbeddings()) });

        Assert.Equal(1, await memory.CountAsync(Meta.Domain == "hooks"));
        var found = Assert.Single(await memory.RecallAsync("slow hooks"));
        Assert.Equal(old.Id, found.Event.Id);
        Assert.Null(found.Similarity);
        Assert.Equal(Newest, Events.ReadRow(directory.File(), "PRAGMA user_version")["user_version"]);

        // Told again, as catch-up does, it gets its vector.
        await memory.RememberAsync([old]);
        Assert.NotNull(Assert.Single(await memory.RecallAsync("slow hooks")).Similarity);
        Assert.Equal(1, await memory.CountAsync(MemoryFilter.All));
    }

    [Fact]
    public async Task A_step_that_fails_leaves_the_file_at_its_version()
    {
        await RememberOneAsync();
        string[] steps = [.. Schema.Steps, "ALTER TABLE events ADD COLUMN mood TEXT", "UPDATE nowhere SET nothing = 0"];

        Assert.Throws<SqliteException>(() => Migrate(steps));

        Assert.Equal(Newest, Events.ReadRow(directory.File(), "PRAGMA user_version")["user_version"]);
        await using var memory = directory.Open();
        Assert.Equal(1, await memory.CountAsync(MemoryFilter.All));
        Assert.False(Events.ReadRow(directory.File(), "SELECT * FROM events").ContainsKey("mood"));
    }

    private async Task RememberOneAsync()
    {
        await using var memory = directory.Open();
        await memory.RememberAsync([Events.Of(default)]);
    }

    private void Migrate(string[] steps)
    {
        using var connection = Events.OpenRaw(directory.File());
        using var transaction = WriteTransaction.Begin(connection, TimeSpan.FromSeconds(5), CancellationToken.None);
        Schema.Migrate(connection, steps, directory.File());
        transaction.Commit();
    }
}
