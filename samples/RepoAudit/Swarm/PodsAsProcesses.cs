using System.Diagnostics;
using RepoAudit.CommandLine;

namespace RepoAudit.Swarm;

/// <summary>
/// Every pod a process of its own: this program again, with another role. A pod ends when its standard input does, so none
/// outlives Alpha, however Alpha ends.
/// </summary>
/// <param name="prefix">What their names begin with.</param>
/// <param name="options">The audit's options.</param>
public sealed class PodsAsProcesses(string prefix, AuditOptions options) : ISwarmPods
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(15);
    private readonly List<Process> workers = [];
    private readonly List<Process> all = [];

    /// <inheritdoc/>
    public int WorkersAlive => workers.Count(static worker => !worker.HasExited);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        all.Add(Launch(PodRole.Monitor, $"{prefix}-monitor"));
        for (int i = 1; i <= options.Pods; i++)
        {
            Process worker = Launch(PodRole.Worker, $"{prefix}-worker-{i}");
            workers.Add(worker);
            all.Add(worker);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (Process process in all)
        {
            process.StandardInput.Close();
        }

        foreach (Process process in all)
        {
            using var deadline = new CancellationTokenSource(StopTimeout);
            try
            {
                await process.WaitForExitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
            }

            process.Dispose();
        }
    }

    private Process Launch(PodRole role, string name)
    {
        // Started as `dotnet RepoAudit.dll`, the program is the host's first argument.
        string program = Environment.ProcessPath!;
        string[] host = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [Path.Combine(AppContext.BaseDirectory, "RepoAudit.dll")] : [];
        var start = new ProcessStartInfo(program, [.. host, options.Folder, "--role", role.ToString(), "--pod", name, "--redis", options.Redis!.ToString(), "--out", options.Output])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
        };
        return Process.Start(start) ?? throw new InvalidOperationException($"the process of {name} could not be started");
    }
}
