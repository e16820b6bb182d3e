using System.Collections.Immutable;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Consuming;

/// <summary>All consumers of a pod: one for each group its handlers name, and one for those that follow without a group.</summary>
internal sealed class ConsumerHost : IAsyncDisposable
{
    /// <summary>Alpha's own signalling stream, where bus messages without a job go.</summary>
    public const string AlphaKey = "nika:ipc:alpha";

    /// <summary>The entity feed.</summary>
    public const string FeedKey = "nika:feed:entities";

    private readonly ImmutableArray<GroupConsumer> groups;
    private readonly Followers? followers;
    private readonly GroupBells? bells;

    public ConsumerHost(IEnumerable<HandlerRegistration> handlers, string consumer, ConsumerEnvironment environment)
    {
        var all = handlers.ToImmutableArray();
        groups = [.. all
            .Where(handler => handler.Descriptor.Group is not null)
            .GroupBy(handler => handler.Descriptor.Group!, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new GroupConsumer(group.Key, consumer, [.. group], environment))];
        var following = all.Where(handler => handler.Descriptor.Group is null).ToImmutableArray();
        followers = following.IsEmpty ? null : new Followers(following, environment);
        bells = groups.IsEmpty ? null : new GroupBells(groups, environment);
        Jobs = new JobStreams(this, environment);
        Sampler = new GroupSampler(this, environment, consumer);
        environment.OnJobTaken = Jobs.TakenAsync;
        environment.OnJobEnded = Jobs.Ended;
    }

    /// <summary>The streams of jobs this pod took.</summary>
    public JobStreams Jobs { get; }

    public GroupSampler Sampler { get; }

    public IReadOnlyList<GroupConsumer> Groups => groups;

    public Followers? Followers => followers;

    public async ValueTask StartAsync(CancellationToken cancellationToken)
    {
        if (bells is not null)
        {
            await bells.StartAsync(cancellationToken).ConfigureAwait(false);
        }

        foreach (var group in groups)
        {
            foreach (var message in Messages(group.Handlers))
            {
                if (FixedKeyOf(message) is { } key)
                {
                    group.Add(key, message.TimeToLive);
                }
            }

            group.Start();
        }

        if (followers is not null)
        {
            foreach (var message in Messages(followers.Handlers))
            {
                if (FixedKeyOf(message) is { } key)
                {
                    await followers.AddAsync(key, cancellationToken).ConfigureAwait(false);
                }
            }

            followers.Start();
        }

        Sampler.Start();
    }

    /// <summary>Whether any consumer has a handler for messages on such streams.</summary>
    public bool Handles(string template) =>
        groups.Any(group => Messages(group.Handlers).Any(message => message.KeyTemplate == template))
        || (followers is not null && Messages(followers.Handlers).Any(message => message.KeyTemplate == template));

    /// <summary>The time to live that a handled message declares for a stream; null if none does.</summary>
    public TimeSpan? TimeToLiveOf(string key) => groups
        .SelectMany(group => Messages(group.Handlers))
        .Concat(followers is null ? [] : Messages(followers.Handlers))
        .FirstOrDefault(message => FixedKeyOf(message) == key)?.TimeToLive;

    /// <summary>Adds a stream to every consumer that has a handler for messages on such streams.</summary>
    /// <returns>Whether any of them did not follow it before.</returns>
    public async ValueTask<bool> FollowAsync(string key, string template, TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        bool isNew = false;
        foreach (var group in groups)
        {
            if (Messages(group.Handlers).Any(message => message.KeyTemplate == template))
            {
                isNew |= group.Add(key, timeToLive);
            }
        }

        if (followers is not null && Messages(followers.Handlers).Any(message => message.KeyTemplate == template))
        {
            isNew |= await followers.AddAsync(key, cancellationToken).ConfigureAwait(false);
        }

        return isNew;
    }

    public void Unfollow(string key)
    {
        foreach (var group in groups)
        {
            group.Remove(key);
        }

        followers?.Remove(key);
    }

    /// <summary>Pauses or resumes one group, or, without one, everything.</summary>
    public void SetPaused(string? group, bool isPaused)
    {
        foreach (var consumer in groups)
        {
            if (group is null || consumer.Group == group)
            {
                consumer.SetPaused(isPaused);
            }
        }

        if (group is null)
        {
            followers?.SetPaused(isPaused);
        }
    }

    public async Task StopAsync()
    {
        await Sampler.DisposeAsync().ConfigureAwait(false);
        await Task.WhenAll(groups.Select(group => group.StopAsync())).ConfigureAwait(false);
        if (followers is not null)
        {
            await followers.StopAsync().ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (bells is not null)
        {
            await bells.DisposeAsync().ConfigureAwait(false);
        }

        foreach (var group in groups)
        {
            await group.DisposeAsync().ConfigureAwait(false);
        }

        if (followers is not null)
        {
            await followers.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static IEnumerable<MessageDescriptor> Messages(ImmutableArray<HandlerRegistration> handlers) =>
        handlers.SelectMany(handler => handler.Descriptor.Messages);

    private static string? FixedKeyOf(MessageDescriptor message) =>
        message.HasFixedKey ? message.KeyTemplate : message.Layer == MessageLayer.Bus ? AlphaKey : null;
}
