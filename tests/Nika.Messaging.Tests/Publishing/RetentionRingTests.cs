using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Nika.Messaging.Publishing;

namespace Nika.Messaging.Tests.Publishing;

/// <summary>The ring against a model that keeps every write in a list of its own.</summary>
public sealed class RetentionRingTests
{
    [Fact]
    public void Any_sequence_of_operations_agrees_with_the_model()
    {
        var operations = Gen.ListOf(Gen.Choose(0, int.MaxValue)).ToArbitrary();
        Prop.ForAll(operations, static program =>
        {
            Run(program);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(600).WithEndSize(300));
    }

    [Fact]
    public void A_write_as_large_as_the_ring_fits_when_it_is_empty_and_only_then()
    {
        var subject = new CheckedRing(64, 4);
        Assert.True(subject.Add(64));
        Assert.False(subject.Add(1));
        subject.Take();
        subject.Release(0);
        Assert.False(subject.Add(65));
        Assert.True(subject.Add(64));
    }

    [Fact]
    public void A_write_is_never_split_at_the_end()
    {
        var subject = new CheckedRing(100, 8);
        Assert.True(subject.Add(40));
        Assert.True(subject.Add(40));
        subject.Take();
        subject.Release(0);

        // 20 bytes at the end, 40 at the start.
        Assert.True(subject.Add(30));
        Assert.False(subject.Add(30));
        Assert.True(subject.Add(9));
    }

    [Fact]
    public void Bytes_are_freed_in_order_whatever_is_released_first()
    {
        var subject = new CheckedRing(30, 8);
        Assert.True(subject.Add(10));
        Assert.True(subject.Add(10));
        Assert.True(subject.Add(10));
        subject.Take();
        subject.Take();
        subject.Take();
        subject.Release(1);
        subject.Release(1);
        Assert.False(subject.Add(10));
        subject.Release(0);
        Assert.True(subject.Add(30));
    }

    [Fact]
    public void What_a_released_slot_referred_to_is_let_go()
    {
        var ring = new RetentionRing(64, 4);
        var completion = new PublishCompletion(new PublishCompletionPool());
        Assert.True(ring.TryAdd(TestWrites.Header(Guid.NewGuid()) with { MemoryText = "text", Entity = new("task-1") }, [1], 0, completion, 0));
        Assert.True(ring.TryTake(0, out long sequence));
        ring.Release(sequence);

        ref var slot = ref ring[sequence];
        Assert.Null(slot.Completion);
        Assert.Null(slot.Header.MemoryText);
        Assert.True(slot.Header.Entity.IsDefault);
    }

    private static void Run(IReadOnlyCollection<int> program)
    {
        int shape = program.FirstOrDefault();
        var subject = new CheckedRing(16 + (shape % 113), 1 + (shape / 113 % 9));
        foreach (int operation in program)
        {
            // The operation and its arguments, all out of one number, so that shrinking stays simple.
            int argument = operation / 7;
            switch (operation % 7)
            {
                case 0 or 1:
                    _ = subject.Add(1 + (argument % 24));
                    break;
                case 2:
                    _ = subject.Add(1 + (argument % 150));
                    break;
                case 3 or 4:
                    subject.Take();
                    break;
                default:
                    subject.Release(argument);
                    break;
            }
        }
    }

    private sealed class CheckedRing(int capacityBytes, int capacityWrites)
    {
        private readonly RetentionRing ring = new(capacityBytes, capacityWrites);
        private readonly int slots = (int)BitOperations.RoundUpToPowerOf2((uint)capacityWrites);
        private readonly List<byte[]> added = [];
        private readonly SortedSet<int> released = [];
        private int head;
        private int next;
        private int longest;

        public bool Add(int length)
        {
            byte[] write = [.. Enumerable.Range(0, length).Select(i => (byte)((added.Count * 31) + (i * 7) + 1))];
            int used = added.Skip(head).Sum(static held => held.Length);
            bool hasSlot = added.Count - head < slots;
            bool taken = ring.TryAdd(TestWrites.Header(Guid.NewGuid()), write, added.Count, null, 0);

            // What is held is never overwritten. What a hole at the end and one at the start cannot waste is never refused.
            Assert.False(taken && (!hasSlot || used + length > capacityBytes), $"{length} bytes were taken beside {used} of {capacityBytes}");
            bool mustFit = head == added.Count ? length <= capacityBytes : used + length + Math.Max(length, longest) <= capacityBytes;
            Assert.False(!taken && hasSlot && mustFit, $"{length} bytes were refused beside {used} of {capacityBytes}");
            if (taken)
            {
                longest = Math.Max(longest, length);
                added.Add(write);
            }

            Check();
            return taken;
        }

        public void Take()
        {
            bool taken = ring.TryTake(0, out long sequence);
            Assert.Equal(next < added.Count, taken);
            if (taken)
            {
                Assert.Equal(next, sequence);
                Assert.Equal(sequence, ring[sequence].AddedAt);
                next++;
            }

            Check();
        }

        /// <summary>Releases one of those that were taken and are not released, by its place among them.</summary>
        public void Release(int pick)
        {
            int[] taken = [.. Enumerable.Range(head, next - head).Where(sequence => !released.Contains(sequence))];
            if (taken.Length > 0)
            {
                int sequence = taken[pick % taken.Length];
                ring.Release(sequence);
                _ = released.Add(sequence);
                while (released.Contains(head))
                {
                    head++;
                }
            }

            Check();
        }

        private void Check()
        {
            Assert.Equal((head, next, added.Count), (ring.Head, ring.Next, ring.Tail));
            for (int sequence = head; sequence < added.Count; sequence++)
            {
                if (!released.Contains(sequence))
                {
                    Assert.True(ring.BytesOf(in ring[sequence]).SequenceEqual(added[sequence]), $"The bytes of write {sequence} have changed.");
                }
            }
        }
    }
}
