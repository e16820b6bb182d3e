using Microsoft.Extensions.Logging;
using RepoAudit;
using RepoAudit.CommandLine;
using RepoAudit.Discovery;
using RepoAudit.Reporting;
using RepoAudit.Reporting.Progress;
using RepoAudit.Swarm;
using Spectre.Console;

return await new AuditCommand(RunAsync).InvokeAsync(args, Console.Out, Console.Error);

static async Task<int> RunAsync(AuditOptions options, CancellationToken cancellationToken)
{
    // Standard output is the report's.
    using var logging = LoggerFactory.Create(static builder => builder
        .AddConsole(static console => console.LogToStandardErrorThreshold = LogLevel.Trace)
        .SetMinimumLevel(LogLevel.Warning));
    if (options.Role != PodRole.Alpha)
    {
        await PodProcess.RunAsync(options, logging, cancellationToken);
        return 0;
    }

    IAnsiConsole console = ReportConsole.ForProcess();
    SourceTree tree = FileDiscovery.Discover(options.Folder, options.Extensions, cancellationToken);
    var progress = new AuditProgress(tree);
    AuditResult result;
    try
    {
        result = await ProgressDisplay.FollowAsync(console, progress, () => AuditRun.RunAsync(tree, options, progress, logging, cancellationToken));
    }
    catch (AuditFailedException failure)
    {
        await Console.Error.WriteLineAsync($"The audit was not made: {failure.Message}");
        return 1;
    }
    catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
    {
        await Console.Error.WriteLineAsync("The audit was cancelled.");
        return 1;
    }

    new AuditReport(console, result).Write();
    if (options.Json)
    {
        await Console.Out.WriteLineAsync(AuditSummary.Of(result).ToJson());
    }

    return 0;
}
