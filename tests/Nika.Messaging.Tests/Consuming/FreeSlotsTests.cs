using System.Globalization;
using Nika.Messaging.Consuming;

namespace Nika.Messaging.Tests.Consuming;

/// <summary>Slots are taken and given back; one waits for a free one, and one for all of them.</summary>
public sealed class FreeSlotsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public void Each_slot_is_given_to_one()
    {
        var free = Full(2);
        Assert.True(free.TryTake(out string? first));
        Assert.True(free.TryTake(out string? second));
        Assert.False(free.TryTake(out _));
        Assert.Equal(["0", "1"], new[] { first, second }.Order(StringComparer.Ordinal));
        Assert.Equal(0, free.Count);
    }

    [Fact]
    public async Task Waiting_is_over_at_once_when_one_is_free_and_otherwise_when_one_is_given_back()
    {
        var free = Full(1);
        Assert.True(free.WaitAsync().AsTask().IsCompletedSuccessfully);

        // Again and again: it is the same object that waits.
        for (int round = 0; round < 3; round++)
        {
            Assert.True(free.TryTake(out string? slot));
            var waiting = free.WaitAsync().AsTask();
            Assert.False(waiting.IsCompleted);
            free.Add(slot);
            await waiting.WaitAsync(Patience);
        }
    }

    [Fact]
    public async Task Who_gives_one_back_does_not_run_the_loop()
    {
        var free = Full(1);
        Assert.True(free.TryTake(out string? slot));
        using var release = new ManualResetEventSlim();
        var loop = LoopAsync();
        free.Add(slot); // would block, were the loop to go on here
        release.Set();
        await loop.WaitAsync(Patience);

        async Task LoopAsync()
        {
            await free.WaitAsync().ConfigureAwait(false);
            Assert.True(release.Wait(Patience));
        }
    }

    [Fact]
    public async Task Closing_ends_the_waiting_and_every_later_one()
    {
        var free = Full(1);
        Assert.True(free.TryTake(out _));
        var waiting = free.WaitAsync().AsTask();
        free.Close();
        await waiting.WaitAsync(Patience);
        Assert.True(free.WaitAsync().AsTask().IsCompletedSuccessfully);
        Assert.Equal(0, free.Count);
    }

    [Fact]
    public async Task All_are_free_when_the_last_is_given_back()
    {
        var free = Full(2);
        Assert.True(free.AllFreeAsync().IsCompletedSuccessfully);
        Assert.True(free.TryTake(out string? first));
        Assert.True(free.TryTake(out string? second));
        var all = free.AllFreeAsync();
        free.Add(first);
        Assert.False(all.IsCompleted);
        free.Add(second);
        await all.WaitAsync(Patience);
    }

    private static FreeSlots<string> Full(int capacity)
    {
        var free = new FreeSlots<string>(capacity);
        for (int i = 0; i < capacity; i++)
        {
            free.Add(i.ToString(CultureInfo.InvariantCulture));
        }

        return free;
    }
}
