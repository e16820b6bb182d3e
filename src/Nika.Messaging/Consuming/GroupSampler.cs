using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Consuming;

/// <summary>
/// Asks every 15 s how the pod's groups stand, and shows it as gauges of the meter <c>Nika.Messaging</c>: observing them asks the
/// server nothing.
/// </summary>
internal sealed class GroupSampler : IAsyncDisposable
{
    public const string MeterName = "Nika.Messaging";

    private readonly ConsumerHost host;
    private readonly ConsumerEnvironment environment;
    private readonly string pod;
    private readonly Meter meter = new(MeterName);
    private readonly CancellationTokenSource stopping = new();
    private IReadOnlyList<GroupFigures> latest = [];
    private Task running = Task.CompletedTask;

    public GroupSampler(ConsumerHost host, ConsumerEnvironment environment, string pod)
    {
        (this.host, this.environment, this.pod) = (host, environment, pod);
        _ = meter.CreateObservableGauge("nika.group.lag", () => Observe(static figures => figures.Lag), "{entry}", "Entries nobody in the group was given yet");
        _ = meter.CreateObservableGauge("nika.group.pending", () => Observe(static figures => figures.Pending), "{entry}", "Entries given to a consumer and not acked");
        _ = meter.CreateObservableGauge("nika.group.oldest_pending_age", () => Observe(static figures => figures.OldestPendingAge?.TotalSeconds ?? 0), "s", "How long ago the oldest pending entry was added");
    }

    /// <summary>How often the groups are looked at.</summary>
    public static TimeSpan Period { get; } = TimeSpan.FromSeconds(15);

    public void Start() => running = RunAsync();

    /// <summary>Asks now.</summary>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async ValueTask<IReadOnlyList<GroupFigures>> AskAsync(CancellationToken cancellationToken)
    {
        var figures = new List<GroupFigures>();
        foreach (var group in host.Groups)
        {
            foreach (string key in group.Keys)
            {
                if (await environment.Store.FiguresAsync(key, group.Group, cancellationToken).ConfigureAwait(false) is { } one)
                {
                    figures.Add(one);
                }
            }
        }

        Volatile.Write(ref latest, figures);
        return figures;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(false);
        meter.Dispose();
        stopping.Dispose();
    }

    private async Task RunAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                _ = await AskAsync(stopping.Token).ConfigureAwait(false);
                await host.Jobs.SweepAsync(stopping.Token).ConfigureAwait(false);
            }
            catch (StoreUnavailableException)
            {
                // Old figures would look like good ones.
                Volatile.Write(ref latest, []);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                environment.Logger.FiguresFailed(exception.Message);
            }

            await Task.Delay(Period, environment.TimeProvider, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private IEnumerable<Measurement<T>> Observe<T>(Func<GroupFigures, T> value)
        where T : struct =>
        Volatile.Read(ref latest).Select(figures => new Measurement<T>(value(figures), new("group", figures.Group), new("stream", figures.Stream), new("pod", pod)));
}
