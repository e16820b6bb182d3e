using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using Nika.Messaging.Publishing;
using Nika.Messaging.Streams;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Tests.Publishing;

/// <summary>Random sequences of operations on a lane: each write that was taken is reported exactly once, with its own bytes, as what it is.</summary>
public sealed class WriteLanePropertyTests
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

    private static void Run(IReadOnlyCollection<int> program)
    {
        using var subject = new CheckedLane();
        foreach (int operation in program)
        {
            // The operation and its arguments, all out of one number, so that shrinking stays simple.
            int argument = operation / 9;
            switch (operation % 9)
            {
                case 0 or 1 or 2:
                    subject.Add(2 + (argument % 40));
                    break;
                case 3 or 4:
                    subject.Take();
                    break;
                case 5 or 6:
                    subject.Report(argument, null);
                    break;
                case 7:
                    subject.Report(argument, argument % 2 == 0 ? WriteFailure.Rejected : WriteFailure.Unknown);
                    break;
                case 8 when argument % 3 == 0:
                    subject.Down();
                    break;
                default:
                    subject.Up();
                    break;
            }
        }

        subject.Down();
        Assert.Equal(0, subject.Held);
    }

    private sealed class CheckedLane : IDisposable
    {
        private readonly ReportedWrites reports = new();
        private readonly WriteLane lane;
        private readonly Dictionary<Guid, byte[]> bytes = [];
        private readonly Queue<Guid> queued = new();
        private readonly List<(long Sequence, Guid Id)> taken = [];
        private readonly List<(Guid Id, WriteFailure? Failure)> expected = [];
        private int wakes;
        private bool isUp;

        public CheckedLane()
        {
            var options = new LaneOptions { RetentionBytes = 200, RetentionWrites = 8 };
            lane = new WriteLane("test", () => wakes++, reports, options, new ManualTimeProvider(), NullLogger.Instance);
        }

        public long Held => lane.Held;

        public void Add(int length)
        {
            var id = Guid.NewGuid();
            byte[] write = [.. Enumerable.Range(0, length).Select(i => (byte)((bytes.Count * 31) + (i * 7) + 1))];
            int before = wakes;
            string? refusal = lane.TryAdd(TestWrites.Header(id), write, null);
            Assert.Equal(refusal is null ? before + 1 : before, wakes);
            if (refusal is null)
            {
                Assert.True(isUp);
                bytes.Add(id, write);
                queued.Enqueue(id);
            }
            else
            {
                // A lane that is down gives the gate's reason.
                Assert.Equal(isUp ? "the retention ring is full: the server answers slower than messages come" : lane.Gate.Reason, refusal);
            }

            Check();
        }

        public void Take()
        {
            Assert.Equal(queued.TryDequeue(out var id), lane.TryTake(out long sequence));
            if (id != Guid.Empty)
            {
                Assert.Equal(bytes[id], (byte[])[.. lane[sequence].Key, .. lane[sequence].Fields]);
                taken.Add((sequence, id));
            }

            Check();
        }

        /// <summary>Reports one of those that were taken and not reported, by its place among them.</summary>
        public void Report(int pick, WriteFailure? failure)
        {
            if (taken.Count == 0)
            {
                return;
            }

            int index = pick % taken.Count;
            var (sequence, id) = taken[index];
            taken.RemoveAt(index);
            expected.Add((id, failure));
            if (failure is { } known)
            {
                lane.Failed(sequence, known, "no");
            }
            else
            {
                lane.Delivered(sequence, default);
            }

            Check();
        }

        public void Up()
        {
            lane.Up(0);
            isUp = true;
            Check();
        }

        public void Down()
        {
            expected.AddRange(taken.Select(static write => (write.Id, (WriteFailure?)WriteFailure.Unknown)));
            expected.AddRange(queued.Select(static id => (id, (WriteFailure?)WriteFailure.NotSent)));
            taken.Clear();
            queued.Clear();
            lane.Down("gone");
            isUp = false;
            Check();
        }

        public void Dispose() => lane.Dispose();

        private void Check()
        {
            Assert.Equal(isUp, lane.IsUp);
            Assert.Equal(isUp, lane.Gate.IsOpen);
            Assert.Equal(expected, reports.All.Select(static report => (report.Id, report.Failure)));
            Assert.Equal(taken.Count + queued.Count, bytes.Count - expected.Count);
            if (reports.All.LastOrDefault() is { } last)
            {
                Assert.Equal(bytes[last.Id], last.Bytes);
            }
        }
    }
}
