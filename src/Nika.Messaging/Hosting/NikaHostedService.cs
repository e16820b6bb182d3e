using Microsoft.Extensions.Hosting;

namespace Nika.Messaging.Hosting;

/// <summary>Starts and stops the pod with its host.</summary>
internal sealed class NikaHostedService(NikaPod pod) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => pod.StartAsync(cancellationToken).AsTask();

    public Task StopAsync(CancellationToken cancellationToken) => pod.StopAsync(cancellationToken).AsTask();
}
