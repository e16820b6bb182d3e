using Nika.Messaging.Consuming;
using Nika.Messaging.Streams;

namespace Nika.Messaging;

/// <content>What a pod's users see of its consuming.</content>
public sealed partial class NikaPod
{
    // Of a stream that no handler here declares, and that is none of the specification's.
    private static readonly TimeSpan UsualTimeToLive = TimeSpan.FromHours(24);

    /// <inheritdoc/>
    public async ValueTask FollowAsync(JobId job, CancellationToken cancellationToken = default)
    {
        string key = IpcKeyOf(job);
        Consumers.Jobs.Forget(key);
        _ = await Consumers.FollowAsync(key, JobStreams.Template, JobStreams.TimeToLive, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask FollowAsync<T>(MessageKey<T> key, CancellationToken cancellationToken = default)
        where T : IStreamMessage<T> =>
        _ = await Consumers.FollowAsync(key.Value, T.Descriptor.KeyTemplate, T.Descriptor.TimeToLive, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public void Unfollow(JobId job)
    {
        Consumers.Jobs.Forget(IpcKeyOf(job));
        Consumers.Unfollow(IpcKeyOf(job));
    }

    /// <inheritdoc/>
    public void Unfollow<T>(MessageKey<T> key)
        where T : IStreamMessage<T> => Consumers.Unfollow(key.Value);

    /// <inheritdoc/>
    public void PauseConsuming(string? group = null) => Consumers.SetPaused(group, isPaused: true);

    /// <inheritdoc/>
    public void ResumeConsuming(string? group = null) => Consumers.SetPaused(group, isPaused: false);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<GroupFigures>> GroupsAsync(CancellationToken cancellationToken = default) => Consumers.Sampler.AskAsync(cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<DeadLetter> DeadLettersAsync(string stream, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(stream);
        return DeadLetterReader.ReadAsync(store, stream, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<int> RedriveAsync(string stream, Func<DeadLetter, bool>? filter = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(stream);
        return DeadLetterReader.RedriveAsync(store, stream, TimeToLiveOf(stream), filter, cancellationToken);
    }

    private static string IpcKeyOf(JobId job) => job.IsDefault
        ? throw new ArgumentException("A default job id has no stream: give it a value.", nameof(job))
        : JobStreams.KeyOf(job);

    // An append only ever makes a life longer, so this counts for a stream that is gone.
    private TimeSpan TimeToLiveOf(string stream) =>
        stream.StartsWith("nika:ipc:", StringComparison.Ordinal) ? JobStreams.TimeToLive : consumers?.TimeToLiveOf(stream) ?? UsualTimeToLive;

    private ConsumerEnvironment CreateEnvironment(HandlerPipeline pipeline, ConsumerOptions consumerOptions) =>
        new(store, pipeline, new DeadLetters(store, Consumed, logger), consumerOptions, Consumed, timeProvider, logger)
        {
            Conversations = Conversations,
            OnEntityLost = FailLost,
            OnEntitySeen = Entities.See,
        };

    // Nobody waits for ever for what ended among the dead letters.
    private void FailLost(in NikaMeta meta, string error)
    {
        if (Entity.TryOf(in meta, out var entity))
        {
            _ = Entities.Fail(entity, $"dead-lettered: {error}");
        }
    }
}
