using Nika.Messaging.Consuming;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Tests.Consuming;

/// <summary>The thread that awaits runs the work; what comes after the await goes on elsewhere, at once.</summary>
public sealed class HandOffTests
{
    [Fact]
    public async Task The_loop_goes_on_while_the_work_blocks()
    {
        var handOff = new HandOff();
        using var release = new ManualResetEventSlim();
        var blocking = new Work(() => release.Wait(TimeSpan.FromMinutes(2)));
        var loop = LoopAsync();
        var threads = await loop.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.False(blocking.IsDone);
        Assert.Equal(threads.Before, blocking.Thread);
        Assert.NotEqual(threads.Before, threads.After);
        release.Set();
        await Wait.Until(() => blocking.IsDone);

        async Task<(int Before, int After)> LoopAsync()
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            int before = Environment.CurrentManagedThreadId;
            await handOff.To(blocking);
            return (before, Environment.CurrentManagedThreadId);
        }
    }

    [Fact]
    public async Task It_is_used_again_while_earlier_work_still_blocks()
    {
        var handOff = new HandOff();
        using var release = new ManualResetEventSlim();
        Work[] works = [.. Enumerable.Range(0, 3).Select(_ => new Work(() => release.Wait(TimeSpan.FromMinutes(2))))];
        await LoopAsync().WaitAsync(TimeSpan.FromMinutes(1));
        await Wait.Until(() => works.All(work => work.Thread != 0));
        Assert.Equal(3, works.Select(work => work.Thread).Distinct().Count());
        release.Set();
        await Wait.Until(() => works.All(work => work.IsDone));

        async Task LoopAsync()
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            foreach (var work in works)
            {
                await handOff.To(work);
            }
        }
    }

    [Fact]
    public void A_thread_that_is_not_the_pools_runs_no_work()
    {
        var work = new Work(static () => { });
        using var wentOn = new ManualResetEventSlim();
        int own = 0;
        var thread = new Thread(() =>
        {
            own = Environment.CurrentManagedThreadId;
            _ = LoopAsync();
        });
        thread.Start();
        thread.Join();

        Assert.True(wentOn.Wait(TimeSpan.FromMinutes(1)));
        Assert.True(SpinWait.SpinUntil(() => work.IsDone, TimeSpan.FromMinutes(1)));
        Assert.NotEqual(own, work.Thread);

        async Task LoopAsync()
        {
            await new HandOff().To(work);
            wentOn.Set();
        }
    }

    private sealed class Work(Action act) : IThreadPoolWorkItem
    {
        private volatile int thread;
        private volatile bool isDone;

        public int Thread => thread;

        public bool IsDone => isDone;

        public void Execute()
        {
            thread = Environment.CurrentManagedThreadId;
            act();
            isDone = true;
        }
    }
}
