using System.Diagnostics.Metrics;

namespace Nika.Messaging.Telemetry;

/// <summary>Shows a pod's account and gates as instruments of the meter <c>Nika.Messaging</c>. Nothing is counted twice: they read what is there.</summary>
internal sealed class PodMeter : IDisposable
{
    public const string Name = "Nika.Messaging";

    private readonly Meter meter = new(Name);
    private readonly KeyValuePair<string, object?> pod;

    public PodMeter(string pod, Account account, ConsumerCounters consumed, AskCounters asks, Func<IReadOnlyList<Gate>> gates, MemoryQueue? memory)
    {
        this.pod = new("pod", pod);
        Counter("nika.published", () => account.Published, "Messages taken by Publish or Set");
        Counter("nika.delivered", () => account.Delivered, "Messages the store has acknowledged");
        Counter("nika.dropped", () => account.Dropped, "Messages that neither the store nor the local log took");
        Counter("nika.refused", () => account.Refused, "Messages refused for the caller's own error");
        Counter("nika.replayed", () => account.Replayed, "Messages delivered from the local log");
        Counter("nika.inherited", () => account.Inherited, "Messages taken over from an earlier run's local log");
        Counter("nika.expired", () => account.Expired, "Messages whose time to live was over before they could be replayed");
        Gauge("nika.logged", () => account.Logged, "Messages in the local log and not on the server");
        Gauge("nika.in_flight", () => account.InFlight, "Messages taken whose end is not known yet");
        Counter("nika.handled", () => consumed.Handled, "Messages a handler took successfully");
        Counter("nika.handler_failures", () => consumed.Failed, "Times a handler failed");
        Counter("nika.acked", () => consumed.Acked, "Entries acked in their group");
        Counter("nika.dead_lettered", () => consumed.DeadLettered, "Entries that went to the dead letters");
        Counter("nika.expired_unread", () => consumed.ExpiredUnread, "Entries trimmed before anyone in the group had acked them");
        Counter("nika.asks.sent", () => asks.Asked, "Requests sent to be replied to");
        Counter("nika.asks.answered", () => asks.Answered, "Requests that were answered");
        Counter("nika.asks.failed", () => asks.Failed, "Requests that were replied to with an error, or with something else than their reply");
        Counter("nika.asks.timed_out", () => asks.TimedOut, "Requests whose reply did not come in time");
        Counter("nika.asks.late", () => asks.Late, "Replies that came too late, or a second time");
        Counter("nika.asks.expired", () => asks.Expired, "Requests of others that were past their deadline and not begun");
        Counter("nika.asks.withdrawn", () => asks.Withdrawn, "Requests of others that their askers gave up");
        Gauge("nika.asks.pending", () => asks.Pending, "Requests that wait for their replies");
        if (memory is not null)
        {
            Counter("nika.memory.remembered", () => memory.Remembered + memory.Inherited, "Significant events that are in memory");
            Counter("nika.memory.dropped", () => memory.Dropped, "Significant events that neither memory nor its log took");
            Gauge("nika.memory.waiting", () => memory.Waiting + memory.Logged, "Significant events that wait for memory, in the queue and in its log");
        }

        _ = meter.CreateObservableGauge("nika.gate.state", () => gates().Select(Observe), unit: null, "0 healthy, 1 degraded, 2 probing");
    }

    public void Dispose() => meter.Dispose();

    private Measurement<int> Observe(Gate gate) => new((int)gate.State, pod, new("gate", gate.Name));

    private void Counter(string name, Func<long> value, string description) =>
        _ = meter.CreateObservableCounter(name, () => new Measurement<long>(value(), pod), "{message}", description);

    private void Gauge(string name, Func<long> value, string description) =>
        _ = meter.CreateObservableGauge(name, () => new Measurement<long>(value(), pod), "{message}", description);
}
