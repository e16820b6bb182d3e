using FsCheck;
using FsCheck.Fluent;

namespace Nika.Messaging.Tests.Memory;

public sealed class MemoryBacklogTests
{
    private const int Capacity = 12;
    private const int BatchSize = 5;
    private static readonly long MaxBytes = 10 * MemoryBacklog.SizeOf("", 0, 500);

    [Fact]
    public void The_account_balances_after_every_step()
    {
        // From 0 on: add an event with so many bytes of JSON; then: take a batch, settle the oldest one taken, close, give up.
        var step = Gen.Frequency((8, Gen.Choose(0, 1000)), (3, Gen.Constant(-1)), (3, Gen.Constant(-2)));
        var steps =
            from before in Gen.ArrayOf(step)
            from end in Gen.SubListOf(-3, -4)
            from after in Gen.ArrayOf(step)
            select before.Concat(end).Concat(after).ToArray();
        int refusals = 0;

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(60), Prop.ForAll(Arb.From(steps), sequence => { refusals += Run(sequence); }));

        Assert.True(refusals > 1000, $"only {refusals} refusals");
    }

    [Fact]
    public void Once_full_it_counts_as_full_until_half_of_it_is_free()
    {
        var backlog = new MemoryBacklog(Capacity, long.MaxValue, BatchSize);
        for (int i = 0; i < Capacity; i++)
        {
            Assert.True(Add(backlog, 0, out _));
        }

        Assert.False(Add(backlog, 0, out bool first));
        Assert.False(Add(backlog, 0, out bool second));
        Assert.True(first);
        Assert.False(second);

        Assert.False(backlog.Settle(backlog.TakeBatch(), isLogged: false, out _));
        Assert.True(Add(backlog, 0, out _));
        Assert.False(backlog.Settle(backlog.TakeBatch()[..1], isLogged: false, out _));
        Assert.True(backlog.Settle(backlog.TakeBatch(), isLogged: false, out long dropped));
        Assert.Equal(2, dropped);
    }

    private static int Run(int[] sequence)
    {
        var backlog = new MemoryBacklog(Capacity, MaxBytes, BatchSize);
        var taken = new Queue<MemoryEvent[]>();
        long offered = 0;
        long waiting = 0;
        long givenUp = 0;
        bool closed = false;
        bool ended = false;
        foreach (int step in sequence)
        {
            switch (step)
            {
                case -1:
                    var batch = backlog.TakeBatch();
                    Assert.InRange(batch.Length, 0, BatchSize);
                    if (batch.Length > 0)
                    {
                        taken.Enqueue(batch);
                    }

                    break;
                case -2 when taken.TryDequeue(out var oldest):
                    backlog.Settle(oldest, isLogged: false, out _);
                    waiting -= ended ? 0 : oldest.Length;
                    break;
                case -2:
                    break;
                case -3:
                    backlog.Close();
                    closed = true;
                    break;
                case -4:
                    // Nobody gives up what could still grow.
                    backlog.Close();
                    closed = ended = true;
                    Assert.Equal(waiting, backlog.GiveUp());
                    givenUp += waiting;
                    waiting = 0;
                    break;
                default:
                    offered++;
                    bool fits = !closed && backlog.Count < Capacity && backlog.Bytes + MemoryBacklog.SizeOf("", 0, step) <= MaxBytes;
                    Assert.Equal(fits, Add(backlog, step, out _));
                    waiting += fits ? 1 : 0;
                    break;
            }

            Assert.Equal(waiting, backlog.Count);
            Assert.Equal(offered, backlog.Remembered + backlog.Dropped + backlog.Count);
            Assert.Equal(backlog.Added, backlog.Remembered + backlog.Count + givenUp);
            Assert.InRange(backlog.Count, 0, Capacity);
            Assert.InRange(backlog.Bytes, 0, MaxBytes);
            Assert.Equal(backlog.Count == 0, backlog.Bytes == 0);
        }

        return (int)backlog.Dropped;
    }

    private static bool Add(MemoryBacklog backlog, int length, out bool becameFull)
    {
        var candidate = new MemoryEvent("", new NikaMeta { Id = Guid.NewGuid() }, default, new byte[length]);
        return backlog.TryAdd(candidate, MemoryBacklog.SizeOf("", 0, length), out _, out becameFull);
    }
}
