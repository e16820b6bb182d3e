using RepoAudit;
using RepoAudit.CommandLine;
using RepoAudit.Discovery;
using RepoAudit.Reporting;
using RepoAudit.Reporting.Progress;
using Spectre.Console;

return await new AuditCommand(RunAsync).InvokeAsync(args, Console.Out, Console.Error);

static async Task<int> RunAsync(AuditOptions options, CancellationToken cancellationToken)
{
    if (options.Redis is not null || options.Role != PodRole.Alpha)
    {
        await Console.Error.WriteLineAsync("--redis and --role are not connected yet: this build audits without pods, in one loop.");
        return 1;
    }

    IAnsiConsole console = ReportConsole.ForProcess();
    SourceTree tree = FileDiscovery.Discover(options.Folder, options.Extensions, cancellationToken);
    var progress = new AuditProgress(tree);
    AuditResult result = await ProgressDisplay.FollowAsync(console, progress, () => AuditRun.RunAsync(tree, progress, cancellationToken));
    new AuditReport(console, result).Write();
    if (options.Json)
    {
        await Console.Out.WriteLineAsync(AuditSummary.Of(result).ToJson());
    }

    return 0;
}
