using Microsoft.Extensions.Logging;
using Nika.Messaging;
using RepoAudit.CommandLine;

namespace RepoAudit.Swarm;

/// <summary>All pods in this process.</summary>
/// <param name="prefix">What their names begin with.</param>
/// <param name="options">The audit's options.</param>
/// <param name="logging">Where they log.</param>
public sealed class PodsInProcess(string prefix, AuditOptions options, ILoggerFactory logging) : ISwarmPods
{
    private readonly List<NikaPod> pods = [];

    /// <inheritdoc/>
    public int WorkersAlive => options.Pods;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        pods.Add(Pods.Monitor($"{prefix}-monitor", options, logging));
        for (int i = 1; i <= options.Pods; i++)
        {
            pods.Add(Pods.Worker($"{prefix}-worker-{i}", options, logging));
        }

        foreach (NikaPod pod in pods)
        {
            await pod.StartAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (NikaPod pod in pods)
        {
            await pod.DisposeAsync();
        }
    }
}
