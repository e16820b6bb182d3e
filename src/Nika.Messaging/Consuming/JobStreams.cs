using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Consuming;

/// <summary>
/// The job streams a pod follows because it took a job: from then until the job was seen to end, or its stream is gone. What was
/// followed by the user's own call is the user's to leave.
/// </summary>
internal sealed class JobStreams(ConsumerHost host, ConsumerEnvironment environment)
{
    public const string Template = "nika:ipc:{job_id}";

    /// <summary>How long a job's stream is followed after the job's end: results come on another stream than the end, and may come after it.</summary>
    public static readonly TimeSpan AfterEnd = TimeSpan.FromMinutes(1);

    public static readonly TimeSpan TimeToLive = TimeSpan.FromHours(2);

    private readonly ConcurrentDictionary<string, Followed> followed = new(StringComparer.Ordinal);

    /// <summary>The streams followed.</summary>
    public IEnumerable<string> Keys => followed.Keys;

    public static string KeyOf(JobId job) => "nika:ipc:" + job.Value;

    public async ValueTask TakenAsync(JobId job)
    {
        if (!host.Handles(Template))
        {
            return;
        }

        string key = KeyOf(job);
        long now = environment.TimeProvider.GetTimestamp();
        var fresh = new Followed(now, EndedAt: null);
        var current = followed.GetOrAdd(key, fresh);
        if (ReferenceEquals(current, fresh))
        {
            if (await host.FollowAsync(key, Template, TimeToLive, CancellationToken.None).ConfigureAwait(false))
            {
                environment.Logger.JobFollowed(key);
            }
            else
            {
                _ = followed.TryRemove(key, out _); // by the user's own call: not ours to leave
            }
        }
        else
        {
            _ = followed.TryUpdate(key, fresh, current);
        }
    }

    public void Ended(JobId job)
    {
        string key = KeyOf(job);
        if (followed.TryGetValue(key, out var current) && current.EndedAt is null)
        {
            _ = followed.TryUpdate(key, current with { EndedAt = environment.TimeProvider.GetTimestamp() }, current);
        }
    }

    /// <summary>The user follows, or leaves, the stream.</summary>
    public void Forget(string key) => followed.TryRemove(key, out _);

    /// <summary>Leaves the streams of jobs that have ended, and those that are gone.</summary>
    public async ValueTask SweepAsync(CancellationToken cancellationToken)
    {
        foreach (var (key, job) in followed)
        {
            if (job.EndedAt is { } endedAt && environment.TimeProvider.GetElapsedTime(endedAt) >= AfterEnd)
            {
                Leave(key, job, "the job has ended");
            }
            else if (environment.TimeProvider.GetElapsedTime(job.TakenAt) >= TimeToLive && await IsGoneAsync(key, cancellationToken).ConfigureAwait(false))
            {
                Leave(key, job, "the stream is gone");
            }
        }
    }

    private void Leave(string key, Followed job, string reason)
    {
        if (followed.TryRemove(new(key, job)))
        {
            host.Unfollow(key);
            environment.Logger.JobForgotten(key, reason);
        }
    }

    private async ValueTask<bool> IsGoneAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            // A stream without entries is one that a reader's group keeps alive.
            return await environment.Store.LastIdAsync(key, cancellationToken).ConfigureAwait(false) == StreamId.Zero;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private sealed record Followed(long TakenAt, long? EndedAt);
}
