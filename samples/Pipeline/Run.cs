using System.Globalization;
using Nika.Messaging;
using Spectre.Console;

namespace PipelineSample;

/// <summary>Starts the workers and the job, kills one of them on the way, and shows who did what.</summary>
internal static class Run
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs the job.</summary>
    /// <returns>0 if every page was counted, by whoever was left.</returns>
    public static async Task<int> WithWorkersAsync(string redis, RunOptions options, CancellationToken cancellationToken)
    {
        var builder = NikaPod.CreateBuilder();
        _ = builder.UseRedis(redis).Configure(static options =>
        {
            options.Pod = "starter";
            options.Journal = false;
            options.Directory = Path.Combine(Path.GetTempPath(), "nika-pipeline", "starter");
            options.ReplyDeadline = TimeSpan.FromSeconds(5);
        });
        await using var pod = builder.Build();
        await pod.StartAsync(cancellationToken);
        var workers = Enumerable.Range(1, options.Workers).Select(number => new WorkerProcess(redis, string.Create(CultureInfo.InvariantCulture, $"worker-{number}"), options.Work)).ToList();
        try
        {
            var job = new JobId(options.Job);
            await StartAsync(pod, job, options, cancellationToken);
            string? killed = options.IsWorkerKilled ? await KillOneAsync(pod, job, workers, cancellationToken) : null;
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(Patience);
            var output = await WordCount.Sum.WaitAsync(pod, job, patience.Token);
            if (!output.IsCompleted)
            {
                AnsiConsole.MarkupLineInterpolated($"[red]The pipeline ended as {output.Outcome}: {output.Reason}[/]");
                return 1;
            }

            Show((await WordCount.ReadAsync(pod, job, cancellationToken)).State!, output.Value, killed);
            return output.Value.Pages == options.Pages && output.Value.Words == options.Pages * 4 ? 0 : 1;
        }
        finally
        {
            workers.ForEach(static worker => worker.Dispose());
        }
    }

    // A server just started may not listen yet: the pod is degraded until it does, and says so instead of throwing.
    private static async Task StartAsync(NikaPod pod, JobId job, RunOptions options, CancellationToken cancellationToken)
    {
        for (int attempt = 0; ; attempt++)
        {
            var started = await WordCount.StartAsync(pod, job, new CountRequest(job, options.Pages), cancellationToken);
            if (started.Outcome is ContractOutcome.Started or ContractOutcome.AlreadyStarted)
            {
                return;
            }

            if (started.Outcome != ContractOutcome.Degraded || attempt == 100)
            {
                throw new InvalidOperationException($"The job was not started: {started.Outcome}. {started.Reason}");
            }

            await Task.Delay(100, cancellationToken);
        }
    }

    /// <summary>Kills the worker that holds a page, as soon as one does.</summary>
    private static async Task<string?> KillOneAsync(NikaPod pod, JobId job, List<WorkerProcess> workers, CancellationToken cancellationToken)
    {
        await foreach (var signal in pod.SubscribeAsync(StepChanged.KeyFor(job), cancellationToken))
        {
            if (signal.Message is { Step: 2, Status: StepStatus.Running } && workers.Find(worker => worker.Name == signal.Meta.Pod.Value) is { } victim)
            {
                victim.Kill();
                return victim.Name;
            }
        }

        return null;
    }

    private static void Show(ContractState state, Report report, string? killed)
    {
        var table = new Table().AddColumns("step", "status", "pod", "attempts", "took");
        foreach (var step in state.Steps)
        {
            string pods = step.Items.IsEmpty
                ? step.Pod ?? ""
                : string.Join(", ", step.Items.GroupBy(static item => item.Pod, StringComparer.Ordinal).OrderBy(static group => group.Key, StringComparer.Ordinal).Select(static group => $"{group.Key}: {group.Count()}"));
            int attempts = step.Items.IsEmpty ? step.Attempt : step.Items.Sum(static item => item.Attempt);
            _ = table.AddRow(step.Name, step.Status.ToString(), pods, attempts.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"{(step.Ended - step.Started)?.TotalSeconds:0.00} s"));
        }

        AnsiConsole.Write(table);
        AnsiConsole.MarkupLineInterpolated($"{report.Pages} pages, {report.Words} words, counted by {report.Pods} pods{(killed is null ? "" : $"; {killed} was killed while it worked, and another took over")}.");
    }
}
