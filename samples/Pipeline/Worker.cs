using System.Globalization;
using Nika.Messaging;

namespace PipelineSample;

/// <summary>A pod that does whatever step is ready.</summary>
internal static class Worker
{
    /// <summary>Runs until its standard input ends.</summary>
    public static async Task RunAsync(string redis, string name, TimeSpan work, CancellationToken cancellationToken)
    {
        var builder = NikaPod.CreateBuilder();
        _ = builder
            .UseRedis(redis)
            .Configure(options =>
            {
                options.Pod = name;
                options.Journal = false;
                options.Directory = Path.Combine(Path.GetTempPath(), "nika-pipeline", name);
                options.ReplyDeadline = TimeSpan.FromSeconds(5);
                options.Contracts.Lease = TimeSpan.FromSeconds(2);
            })
            .AddStep(WordCount.Scan, static (request, _, _) => ValueTask.FromResult(PagesOf(request)))
            .AddStep(WordCount.Count, async (page, context, cancellation) =>
            {
                await Task.Delay(work, cancellation);
                return new PageCount(page.JobId, page.Number, page.Text.Split(' ').Length, context.Nika.Pod);
            })
            .AddStep(WordCount.Sum, static (counts, context, _) => ValueTask.FromResult(
                new Report(context.JobId, counts.Length, counts.Sum(static count => count.Words), counts.Select(static count => count.Pod).Distinct().Count())));
        await using var pod = builder.Build();
        await pod.StartAsync(cancellationToken);
        using var input = new StreamReader(Console.OpenStandardInput());
        while (await input.ReadLineAsync(cancellationToken) is not null)
        {
            // The starter says nothing; it only ends.
        }
    }

    private static Page[] PagesOf(CountRequest request) =>
        [.. Enumerable.Range(1, request.Pages).Select(number => new Page(request.JobId, number, string.Create(CultureInfo.InvariantCulture, $"this is page {number}")))];
}
