// Fills a memory with a year of events and asks it what one asks six months later. Usage: SixMonths [--events N] [--seed N] [--memory FILE | --qdrant URL]
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Nika.Messaging;
using SixMonths;
using Spectre.Console;

const int BatchSize = 1_000;
var events = new Option<int>("--events") { Description = "How many events the year has", DefaultValueFactory = static _ => 200_000 };
var seed = new Option<int>("--seed") { Description = "The same seed gives the same year", DefaultValueFactory = static _ => 2026 };
var file = new Option<string>("--memory") { Description = "The SQLite file; one that is there is filled up and asked", DefaultValueFactory = static _ => "out/six-months.db" };
var qdrant = new Option<string>("--qdrant") { Description = "A Qdrant server's address instead, http://host:6333; its key in NIKA_QDRANT_API_KEY" };
var command = new RootCommand("A year of events in memory, and the questions one has six months later.") { events, seed, file, qdrant };
events.Validators.Add(static result =>
{
    // What is no number at all has no value to ask for: the parser says so itself.
    if (result.Tokens is [{ Value: var given }] && int.TryParse(given, CultureInfo.InvariantCulture, out int number) && number < 1)
    {
        result.AddError("--events must be 1 or more.");
    }
});
command.SetAction(async (arguments, cancellation) =>
{
    try
    {
        await using var memory = Stores.Open(arguments.GetValue(file)!, arguments.GetValue(qdrant));
        await FillAsync(memory, arguments.GetValue(events), arguments.GetValue(seed), cancellation);
        await Questions.AskAsync(memory, AnsiConsole.Console);
        return 0;
    }
    catch (Exception problem) when (problem is MemoryUnavailableException or ArgumentException)
    {
        Console.Error.WriteLine(problem.Message);
        return 1;
    }
});
return await command.Parse(args).InvokeAsync();

static async Task FillAsync(IMemory memory, int count, int seed, CancellationToken cancellation)
{
    var year = new YearOfEvents(count, seed);
    long start = Stopwatch.GetTimestamp();
    await AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).StartAsync(async progress =>
    {
        var task = progress.AddTask(string.Create(CultureInfo.InvariantCulture, $"{count:N0} events into {memory.Description}"), maxValue: count);
        for (var batch = year.Next(BatchSize); batch.Length > 0; batch = year.Next(BatchSize))
        {
            await memory.RememberAsync(batch, cancellation);
            task.Increment(batch.Length);
        }
    });
    AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{count:N0} events in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s; in memory: {await memory.CountAsync(MemoryFilter.All, cancellation):N0}");
    AnsiConsole.WriteLine();
}
