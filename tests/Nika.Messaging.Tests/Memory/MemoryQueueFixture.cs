using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Tests.Memory;

/// <summary>A queue before a memory that does as it is told, on a clock that stands still.</summary>
public abstract class MemoryQueueFixture : IAsyncDisposable
{
    private protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private protected readonly ManualClock clock = new();
    private protected readonly CommandedMemory memory = new();
    private protected readonly LogLines log = new();
    private protected MemoryQueue? queue;

    public async ValueTask DisposeAsync()
    {
        if (queue is not null)
        {
            memory.Before = static _ => Task.CompletedTask;
            await queue.DisposeAsync().AsTask().WaitAsync(Patience);
        }

        GC.SuppressFinalize(this);
    }

    private protected static NikaMeta Meta(int number) => new()
    {
        Id = new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]),
        Type = "job_changed",
        Schema = 1,
        Pod = new PodName("alpha"),
        Status = EntityStatus.Completed,
    };

    private protected static int Number(Guid id) => BitConverter.ToInt32(id.ToByteArray());

    private protected static int[] Numbers(MemoryEvent[] batch) => [.. batch.Select(remembered => Number(remembered.Id))];

    private protected static Task Fail(string reason) => Task.FromException(new MemoryUnavailableException(reason));

    private protected void Start(MemoryQueueOptions options) => queue = new MemoryQueue(memory, options, clock, log, new Random(1));

    private protected bool TryAdd(int number) => queue!.TryAdd($"event {number}", Meta(number), "{}"u8, "{}"u8);

    private protected void Add(int number) => Assert.True(TryAdd(number));

    private protected void Add(IEnumerable<int> numbers) => Assert.All(numbers, Add);

    private protected Task AdvanceUntil(Func<bool> condition) => Wait.Until(
        () =>
        {
            if (!condition())
            {
                clock.Advance(TimeSpan.FromMilliseconds(20));
            }

            return condition();
        },
        Patience);

    private protected void AssertAccount(long added, long remembered, long dropped)
    {
        Assert.Equal((added, remembered, dropped), (queue!.Added, queue.Remembered, queue.Dropped));
    }
}
