using System.Globalization;

namespace Nika.Messaging.Faults;

/// <summary>One loop that publishes through a pod until it is stopped, and keeps what it was told of each message.</summary>
internal sealed class Publishing
{
    private const int FeedEvery = 32; // each is read, handled and acked in three groups
    private const int Jobs = 4;
    private const int Entities = 512; // one in 32 is on the feed, and has a channel file

    // Load, not waiting: about 700 messages a second and loop with bursts of eight. Consumers must keep up where each command is synced to disk.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly Lock sync = new();
    private readonly List<Published> all = [];
    private readonly FaultPod pod;
    private readonly Task running;
    private volatile bool isStopped;
    private int number;

    public Publishing(FaultPod pod, int burst)
    {
        this.pod = pod;
        running = Task.Run(() => RunAsync(burst));
    }

    /// <summary>What was published so far.</summary>
    public IReadOnlyList<Published> All
    {
        get
        {
            lock (sync)
            {
                return [.. all];
            }
        }
    }

    /// <summary>How many had that answer so far.</summary>
    public int Count(PublishStatus status)
    {
        lock (sync)
        {
            return all.Count(message => message.Status == status);
        }
    }

    public async Task StopAsync()
    {
        isStopped = true;
        await running;
    }

    private async Task RunAsync(int burst)
    {
        while (!isStopped)
        {
            for (int i = 0; i < burst; i++)
            {
                Publish();
            }

            await Task.Delay(Pause);
        }
    }

    private void Publish()
    {
        int n = number++;
        bool isOnFeed = n % FeedEvery == 0;
        var result = isOnFeed
            ? pod.Nika.Publish(new JobChanged(new(string.Create(CultureInfo.InvariantCulture, $"{pod.Nika.Pod}-{n % Entities}")), EntityStatus.Created, "so it goes"))
            : pod.Nika.Publish(new StepResult(new(string.Create(CultureInfo.InvariantCulture, $"job-{n % Jobs}")), n, "a summary of what was done"));
        Assert.NotEqual(PublishStatus.Refused, result.Status);
        lock (sync)
        {
            all.Add(new(result.Id, result.Status, isOnFeed));
        }
    }
}
