// Another pod on the same memory file, for Nika.Messaging.Sqlite.Tests: SqliteWriter FILE FIRST BATCHES BATCH_SIZE
// writes events whose ids are the numbers from FIRST on, and prints the number of each batch once it is remembered.
using System.Globalization;
using System.Text;
using Nika.Messaging;
using Nika.Messaging.Sqlite;

int first = int.Parse(args[1], CultureInfo.InvariantCulture);
int batches = int.Parse(args[2], CultureInfo.InvariantCulture);
int size = int.Parse(args[3], CultureInfo.InvariantCulture);

await using var memory = new SqliteMemory(new SqliteMemoryOptions { Path = args[0], BusyTimeout = TimeSpan.FromMinutes(1) });
for (int batch = 0; batch < batches; batch++)
{
    int start = first + (batch * size);
    await memory.RememberAsync([.. Enumerable.Range(start, size).Select(Numbered)]);
    await Console.Out.WriteLineAsync(batch.ToString(CultureInfo.InvariantCulture));
    await Console.Out.FlushAsync();
}

static MemoryEvent Numbered(int number)
{
    var meta = new NikaMeta
    {
        Id = new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]),
        Timestamp = DateTimeOffset.UnixEpoch.AddSeconds(number),
        Type = "numbered",
        Schema = 1,
        Pod = new PodName("writer"),
    };
    return new MemoryEvent($"event {number}", meta, "{}"u8.ToArray(), Encoding.UTF8.GetBytes($"{{\"number\":{number}}}"));
}
