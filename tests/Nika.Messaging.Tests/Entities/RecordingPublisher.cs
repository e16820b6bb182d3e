namespace Nika.Messaging.Tests.Entities;

/// <summary>Takes messages, and answers as told.</summary>
internal sealed class RecordingPublisher : IPublisher
{
    private readonly Lock sync = new();

    /// <summary>What becomes of the next messages.</summary>
    public PublishStatus Answer { get; set; } = PublishStatus.Accepted;

    /// <summary>When set, <see cref="PublishAsync{T}"/> waits for it.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public List<object> Messages { get; } = [];

    public IEnumerable<EntityTransition> Transitions => Messages.OfType<EntityTransition>();

    public PublishResult Publish<T>(in T message)
        where T : IStreamMessage<T>
    {
        lock (sync)
        {
            Messages.Add(message);
            return new(Answer, Guid.NewGuid(), null);
        }
    }

    public ValueTask<PublishResult> PublishAsync<T>(in T message, CancellationToken cancellationToken = default)
        where T : IStreamMessage<T>
    {
        var result = Publish(in message);
        return new(AnswerAsync());

        async Task<PublishResult> AnswerAsync()
        {
            await Gate;
            return result;
        }
    }
}
