using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Nika.Messaging;

/// <summary>
/// Reports the pod's gates: healthy when all are open, otherwise degraded, since a pod goes on without what is behind a closed one.
/// The data has an entry for each gate: its name, and its state, reason and time. Asks no server: it costs nothing.
/// </summary>
/// <param name="pod">The pod.</param>
public sealed class NikaHealthCheck(NikaPod pod) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var gates = pod.Gates;
        var data = gates.ToDictionary(static gate => gate.Name, static gate => (object)Describe(gate), StringComparer.Ordinal);
        string closed = string.Join("; ", gates.Where(static gate => !gate.IsOpen));
        return Task.FromResult(
            !pod.IsRunning ? HealthCheckResult.Degraded($"The pod {pod.Pod} is not running", data: data)
            : closed.Length > 0 ? HealthCheckResult.Degraded(closed, data: data)
            : HealthCheckResult.Healthy($"The pod {pod.Pod} runs and all its gates are open", data));
    }

    private static string Describe(Gate gate)
    {
        string since = gate.Since.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        return gate.Reason is { } reason ? $"{gate.State} since {since}: {reason}" : $"{gate.State} since {since}";
    }
}
