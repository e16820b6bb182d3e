using System.Diagnostics;
using System.Globalization;
using Nika.Messaging;
using Spectre.Console;

namespace SixMonths;

/// <summary>What one wants to know six months later, asked of memory with the time each answer took.</summary>
internal static class Questions
{
    // Of a few, the quickest: the first call also opens the file and compiles.
    private const int Times = 5;

    public static async Task AskAsync(IMemory memory, IAnsiConsole console)
    {
        var failed = Meta.Status == EntityStatus.Failed;
        var april = Meta.Domain == "hooks" && failed && Meta.Intent == "refactor" && Meta.Time.In(2026, 4);
        await AskAsync(console, "How many domain=hooks jobs failed with intent=refactor in April 2026?", april, async () =>
            (await memory.CountAsync(april)).ToString("N0", CultureInfo.InvariantCulture));

        var stubborn = JobChanged.Fields.Attempts >= 4 && JobChanged.Fields.Status == EntityStatus.Failed && Meta.Time.In(2026, 4);
        await AskAsync(console, "How many jobs failed in April for all their four or five attempts?", stubborn, async () =>
            (await memory.CountAsync(stubborn)).ToString("N0", CultureInfo.InvariantCulture));

        var spring = failed && MemoryFilter.Parse("time=2026-03..2026-05");
        await AskAsync(console, "Which domains failed most in spring?", spring, async () =>
            string.Join(", ", await memory.FacetAsync(Meta.Domain, spring, limit: 3)));

        var hooks = Meta.Domain == "hooks" && Meta.Time.In(2026, 4);
        await AskAsync(console, "What happened to hooks in April that is like \"no space left on the disk\"?", hooks, async () =>
        {
            var found = await memory.RecallAsync("no space left on the disk", hooks, limit: 1);
            return found.Count == 0 ? "nothing" : $"{found[0].Event.Meta.EntityId}, {found[0].Event.Meta.Timestamp:yyyy-MM-dd}: {found[0].Event.Text}";
        });
    }

    private static async Task AskAsync(IAnsiConsole console, string question, MemoryFilter filter, Func<Task<string>> ask)
    {
        string answer = "";
        var least = TimeSpan.MaxValue;
        for (int i = 0; i < Times; i++)
        {
            long start = Stopwatch.GetTimestamp();
            answer = await ask();
            var elapsed = Stopwatch.GetElapsedTime(start);
            least = elapsed < least ? elapsed : least;
        }

        console.MarkupLineInterpolated($"[bold]{question}[/]");
        console.MarkupLineInterpolated($"  [grey]{filter}[/]");
        console.MarkupLineInterpolated($"  {answer}  [grey]({least.TotalMilliseconds.ToString("0.00", CultureInfo.InvariantCulture)} ms)[/]");
        console.WriteLine();
    }
}
