using Nika.Messaging.Redis.Connections;

namespace Nika.Messaging.Redis.Tests.Connections;

public sealed class AsyncSignalTests
{
    [Fact]
    public async Task No_wake_up_is_lost()
    {
        // One side counts up and wakes, the other waits until it has seen every number: were a wake-up lost, it would wait for ever.
        const int Rounds = 200_000;
        var signal = new AsyncSignal();
        int produced = 0;
        var consumer = Task.Run(async () =>
        {
            int seen = 0;
            while (seen < Rounds)
            {
                seen = Volatile.Read(ref produced);
                if (seen < Rounds)
                {
                    await signal.WaitAsync();
                }
            }

            return seen;
        });
        var producer = Task.Run(() =>
        {
            for (int i = 0; i < Rounds; i++)
            {
                Interlocked.Increment(ref produced);
                signal.Wake();
            }
        });
        await producer;
        Assert.Equal(Rounds, await consumer.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task One_at_a_time_each_wait_is_woken()
    {
        var there = new AsyncSignal();
        var back = new AsyncSignal();
        const int Rounds = 20_000;
        var ponging = Task.Run(async () =>
        {
            for (int i = 0; i < Rounds; i++)
            {
                await there.WaitAsync();
                back.Wake();
            }
        });
        int done = 0;
        for (; done < Rounds; done++)
        {
            there.Wake();
            await back.WaitAsync();
        }

        await ponging.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(Rounds, done);
    }
}
