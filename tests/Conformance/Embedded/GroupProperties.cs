using FsCheck;
using FsCheck.Fluent;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Conformance.Embedded;

/// <summary>
/// Random sequences of operations on a stream and its group, against a model: same answers, ids ascending, every entry given at
/// most once and then pending, acknowledged or trimmed.
/// </summary>
public sealed class GroupProperties
{
    private const string Key = "s";
    private const string Group = "g";
    private static readonly string[] Consumers = ["c0", "c1", "c2"];
    private static readonly TimeSpan Forever = TimeSpan.FromDays(365);

    [Fact]
    public void Any_sequence_of_operations_agrees_with_the_model()
    {
        var operations = Gen.ListOf(Gen.Choose(0, int.MaxValue)).ToArbitrary();
        Prop.ForAll(operations, static program =>
        {
            RunAsync(program).GetAwaiter().GetResult();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400).WithEndSize(200));
    }

    private static async Task RunAsync(IReadOnlyCollection<int> program)
    {
        await using var subject = EmbeddedSubject.Create();
        await subject.StartAsync();
        var model = new GroupModel();
        var readers = Consumers.Select(consumer => subject.Store.OpenGroup(Group, consumer)).ToArray();
        foreach (var reader in readers)
        {
            reader.Add(Key, Forever);
        }

        var start = subject.Clock.GetTimestamp();
        foreach (int operation in program)
        {
            // The operation and its arguments, all out of one number, so that shrinking stays simple.
            int argument = operation / 8;
            int who = argument % Consumers.Length;
            var now = subject.Clock.GetElapsedTime(start);
            switch (operation % 8)
            {
                case 0 or 1 or 2:
                    int? bound = argument % 5 == 0 ? (argument / 5 % 20) + 1 : null;
                    await subject.AppendAsync(Key, Fields.Number(argument), Forever, bound);
                    model.Append(await subject.Store.LastIdAsync(Key, default), bound);
                    break;
                case 3:
                    await ReadAsync(subject, readers[who], model, Consumers[who], (argument % 7) + 1, now);
                    break;
                case 4:
                    var acknowledged = Some(model.Given, argument);
                    Assert.Equal(model.Acknowledge(acknowledged), await subject.AcknowledgeAsync(Key, Group, [.. acknowledged]));
                    break;
                case 5:
                    var minIdle = TimeSpan.FromSeconds(argument % 4);
                    var expected = model.ClaimAll(Consumers[who], minIdle, now);
                    var (claimed, trimmed) = await subject.ClaimAllAsync(Key, Group, Consumers[who], minIdle, (argument % 9) + 1);
                    Assert.Equal(expected.Claimed, claimed.Select(static entry => (entry.Id, entry.Deliveries)));
                    Assert.Equal(expected.Trimmed, trimmed);
                    break;
                case 6:
                    var renewed = Some(model.Given, argument);
                    model.Renew(Consumers[who], renewed, now);
                    await subject.Store.RenewAsync(Key, Group, Consumers[who], renewed, default);
                    break;
                default:
                    subject.Clock.Advance(TimeSpan.FromMilliseconds(argument % 2000));
                    break;
            }

            await CompareAsync(subject, model);
        }
    }

    private static async Task ReadAsync(EmbeddedSubject subject, IGroupReader reader, GroupModel model, string consumer, int count, TimeSpan now)
    {
        var expected = model.Read(consumer, count, now);
        var batch = new EntryBatch();
        using var stop = new CancellationTokenSource();
        var read = reader.ReadAsync(batch, count, stop.Token);
        Assert.Equal(expected.Count > 0, read.IsCompleted);
        if (read.IsCompleted)
        {
            await read;
        }
        else
        {
            await stop.CancelAsync();
            _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await read);
        }

        Assert.Equal(expected, Entry.AllOf(batch).Select(static entry => entry.Id));
    }

    private static async Task CompareAsync(EmbeddedSubject subject, GroupModel model)
    {
        var stored = (await subject.RangeAsync(Key)).ConvertAll(static entry => entry.Id);
        Assert.Equal(model.Entries, stored);
        Assert.All(stored.Zip(stored.Skip(1)), static pair => Assert.True(pair.First < pair.Second));
        Assert.Equal(model.Given.Count, model.Given.Distinct().Count());
        lock (subject.Keyspace.Sync)
        {
            Assert.True(subject.Keyspace.Stream(Key)!.TryGetGroup(Group, out var group));
            var pending = Enumerable.Range(0, group.Pending.End).Select(position => group.Pending[position]).Where(static held => held.Consumer is not null).Select(static held => held.Id);
            Assert.Equal(model.Pending, pending);
            Assert.Equal(model.Pending.Count(), group.Pending.Count);
        }
    }

    /// <summary>Some of the ids, chosen by a number, not always in order.</summary>
    private static StreamId[] Some(List<StreamId> ids, int number) =>
        ids.Count == 0 ? [] : [.. Enumerable.Range(0, number % 4).Select(i => ids[(int)(((long)number * (i + 1) * 7919) % ids.Count)]).Distinct()];
}
