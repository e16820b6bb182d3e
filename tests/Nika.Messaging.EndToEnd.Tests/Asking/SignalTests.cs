using System.Collections.Concurrent;
using Nika.Messaging.EndToEnd.Consuming;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Asking;

/// <summary>Signals go to all pods of a job.</summary>
public abstract class SignalTests(ITestStore store) : AskingFixture(store)
{
    [Fact]
    public async Task Every_pod_that_follows_the_job_sees_each_signal_once_and_in_order()
    {
        var seen = new ConcurrentQueue<(string Pod, int Degrees)>();
        string[] names = ["w1", "w2", "w3", "w4"];
        foreach (string name in names)
        {
            var pod = await StartAsync(name, builder => builder.AddHandler(_ => new WeatherWatcher(degrees => seen.Enqueue((name, degrees)))));
            await pod.FollowAsync(Job);
        }

        _ = await StartAsync("elsewhere", builder => builder.AddHandler(_ => new WeatherWatcher(degrees => seen.Enqueue(("elsewhere", degrees)))));
        for (int degrees = 1; degrees <= 100; degrees++)
        {
            _ = Pods[degrees % names.Length].Publish(new WeatherChanged(Job, degrees));
            _ = Pods[0].Publish(new WeatherChanged(new("job-2"), -degrees));
        }

        await Wait.Until(() => seen.Count >= 400);
        Assert.Equal(400, seen.Count);
        var orders = names.Select(name => seen.Where(item => item.Pod == name).Select(item => item.Degrees).ToList()).ToList();
        Assert.All(orders, order => Assert.Equal(orders[0], order));
        Assert.Equal(Enumerable.Range(1, 100), orders[0].Order());
    }
}

public sealed class EmbeddedSignalTests() : SignalTests(new EmbeddedTestStore());

public sealed class RedisSignalTests() : SignalTests(new RedisTestStore());
