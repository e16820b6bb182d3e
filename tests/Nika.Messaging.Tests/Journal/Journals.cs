using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Nika.Messaging.Journal;
using Nika.Messaging.Tests.Memory;

namespace Nika.Messaging.Tests.Journal;

/// <summary>Makes journals and lines, and reads them back.</summary>
internal static class Journals
{
    public const string Meta = """{"v":1,"id":"01963a00-0000-7000-8000-000000000001","ts":"2026-04-01T09:59:59.999999Z","type":"step","pod":"pod-1"}""";

    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static JournalWriter Open(string directory, TimeProvider? time = null, LogLines? log = null, Action<JournalOptions>? configure = null)
    {
        var options = new JournalOptions { Directory = directory };
        configure?.Invoke(options);
        return new(options, time ?? TimeProvider.System, log ?? (ILogger)NullLogger.Instance);
    }

    /// <summary>Appends a line whose data is a number, and padding.</summary>
    public static bool Append(this JournalWriter journal, int number, string entity = "", int padding = 0, string writer = "a") =>
        journal.Append(
            "step"u8,
            Encoding.UTF8.GetBytes(Meta),
            Encoding.UTF8.GetBytes($$"""{"writer":"{{writer}}","number":{{number}},"padding":"{{new string('x', padding)}}"}"""),
            Encoding.UTF8.GetBytes(entity));

    public static Task<bool> FlushAsync(this JournalWriter journal) => journal.FlushAsync(new CancellationTokenSource(Patience).Token);

    public static async Task<List<BusRecord>> ReadAsync(string path)
    {
        var records = new List<BusRecord>();
        await foreach (var record in BusReader.ReadAsync(path))
        {
            records.Add(record);
        }

        return records;
    }

    /// <summary>The numbers of a file's lines; fails if one cannot be read.</summary>
    public static async Task<List<int>> NumbersAsync(string path)
    {
        var records = await ReadAsync(path);
        Assert.Empty(records.OfType<BusSkip>().Select(skip => skip.Reason));
        return [.. records.Cast<BusLine>().Select(NumberOf)];
    }

    public static int NumberOf(BusLine line) => Member(line, "number").GetInt32();

    public static string WriterOf(BusLine line) => Member(line, "writer").GetString()!;

    private static System.Text.Json.JsonElement Member(BusLine line, string name) =>
        System.Text.Json.JsonDocument.Parse(line.Data).RootElement.GetProperty(name);
}
