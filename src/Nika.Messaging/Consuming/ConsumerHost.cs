using System.Collections.Immutable;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Consuming;

/// <summary>All consumers of a pod: one for each group its handlers name, and one for those that follow without a group.</summary>
internal sealed class ConsumerHost : IAsyncDisposable
{
    /// <summary>Alpha's own signalling stream, where bus messages without a job go.</summary>
    public const string AlphaKey = "nika:ipc:alpha";

    private readonly ImmutableArray<GroupConsumer> groups;
    private readonly Followers? followers;

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
    }

    public IReadOnlyList<GroupConsumer> Groups => groups;

    public Followers? Followers => followers;

    public async ValueTask StartAsync(CancellationToken cancellationToken)
    {
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
    }

    /// <summary>Adds a stream to every consumer that has a handler for messages on such streams.</summary>
    public async ValueTask FollowAsync(string key, string template, TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        foreach (var group in groups)
        {
            if (Messages(group.Handlers).Any(message => message.KeyTemplate == template))
            {
                group.Add(key, timeToLive);
            }
        }

        if (followers is not null && Messages(followers.Handlers).Any(message => message.KeyTemplate == template))
        {
            await followers.AddAsync(key, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Unfollow(string key)
    {
        foreach (var group in groups)
        {
            group.Remove(key);
        }

        followers?.Remove(key);
    }

    public async Task StopAsync()
    {
        await Task.WhenAll(groups.Select(group => group.StopAsync())).ConfigureAwait(false);
        if (followers is not null)
        {
            await followers.StopAsync().ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
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
