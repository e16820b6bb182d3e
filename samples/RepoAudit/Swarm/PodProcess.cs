using Microsoft.Extensions.Logging;
using Nika.Messaging;
using RepoAudit.CommandLine;

namespace RepoAudit.Swarm;

/// <summary>A worker's or monitor's process: runs until its standard input ends, or it is told to stop.</summary>
public static class PodProcess
{
    /// <summary>Runs the pod.</summary>
    /// <param name="options">What the command line says.</param>
    /// <param name="logging">Where it logs.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task RunAsync(AuditOptions options, ILoggerFactory logging, CancellationToken cancellationToken)
    {
        string name = options.PodName ?? $"{options.Role}-{Environment.ProcessId}";
        await using NikaPod pod = options.Role == PodRole.Monitor ? Pods.Monitor(name, options, logging) : Pods.Worker(name, options, logging);
        await pod.StartAsync(cancellationToken);
        using var input = new StreamReader(Console.OpenStandardInput());
        try
        {
            while (await input.ReadLineAsync(cancellationToken) is not null)
            {
                // Alpha says nothing; it only ends.
            }
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C: the pod finishes what it holds, and stops.
        }
    }
}
