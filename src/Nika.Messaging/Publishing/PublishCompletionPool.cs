namespace Nika.Messaging.Publishing;

/// <summary>A bounded stack of completions.</summary>
internal sealed class PublishCompletionPool
{
    // More callers than this may wait at once; the excess is left to the garbage collector.
    private const int Capacity = 4096;

    private readonly PublishCompletion[] items = new PublishCompletion[Capacity];
    private readonly Lock sync = new();
    private int count;

    public PublishCompletion Rent()
    {
        lock (sync)
        {
            if (count > 0)
            {
                return items[--count];
            }
        }

        return new PublishCompletion(this);
    }

    public void Return(PublishCompletion completion)
    {
        lock (sync)
        {
            if (count < Capacity)
            {
                items[count++] = completion;
            }
        }
    }
}
