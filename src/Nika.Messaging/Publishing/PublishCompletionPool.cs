namespace Nika.Messaging.Publishing;

/// <summary>Completions that are used again.</summary>
internal sealed class PublishCompletionPool
{
    // More callers than this may wait at once; the excess is left to the garbage collector.
    private readonly BoundedPool<PublishCompletion> pool = new(4096);

    public PublishCompletion Rent() => pool.TryRent(out var completion) ? completion : new PublishCompletion(this);

    public void Return(PublishCompletion completion) => pool.Return(completion);
}
