using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Nika.Messaging;

/// <summary>Adds a pod to a host's health checks.</summary>
public static class NikaHealthChecksBuilderExtensions
{
    /// <summary>Adds the pod of the same services: <c>services.AddHealthChecks().AddNika()</c>.</summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">The check's name. Default <c>nika</c>.</param>
    /// <param name="tags">The check's tags. Default none.</param>
    public static IHealthChecksBuilder AddNika(this IHealthChecksBuilder builder, string name = "nika", IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(name, static services => new NikaHealthCheck(services.GetRequiredService<NikaPod>()), HealthStatus.Degraded, tags));
    }
}
