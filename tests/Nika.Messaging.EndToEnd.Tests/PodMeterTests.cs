using System.Diagnostics.Metrics;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd;

/// <summary>The meter <c>Nika.Messaging</c> says what the account and the gates say.</summary>
public sealed class PodMeterTests
{
    [Fact]
    public async Task An_outage_shows_in_the_meter()
    {
        using var server = RedisServer.Start();
        await using var pod = await TestPod.StartAsync(server);
        _ = await pod.Nika.PublishAsync(new StepResult(new("job-1"), 1, "x"), TestContext.Current.CancellationToken);
        var healthy = Read(pod.Nika.Pod.Value);
        Assert.Equal((1, 1, 0), (healthy["nika.published"], healthy["nika.delivered"], healthy["nika.logged"]));
        Assert.Equal(0, healthy["nika.gate.state " + pod.Nika.Gates[0].Name]);

        server.Kill();
        await Wait.Until(() => !pod.Nika.Gates[0].IsOpen);
        _ = pod.Nika.Publish(new StepResult(new("job-1"), 2, "x"));
        await Wait.Until(() => Read(pod.Nika.Pod.Value) is var away && away["nika.logged"] == 1 && away["nika.gate.state " + pod.Nika.Gates[0].Name] > 0);

        server.Restart();
        await Wait.Until(() => Read(pod.Nika.Pod.Value) is var back && back["nika.replayed"] == 1 && back["nika.logged"] == 0);
    }

    private static Dictionary<string, long> Read(string pod)
    {
        var values = new Dictionary<string, long>(StringComparer.Ordinal);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "Nika.Messaging")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();
        listener.RecordObservableInstruments();
        return values;

        void Note(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            string? gate = null;
            string? of = null;
            foreach (var tag in tags)
            {
                gate = tag.Key == "gate" ? (string?)tag.Value : gate;
                of = tag.Key == "pod" ? (string?)tag.Value : of;
            }

            if (of == pod)
            {
                values[gate is null ? instrument.Name : instrument.Name + " " + gate] = value;
            }
        }
    }
}
