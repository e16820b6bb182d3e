using Nika.Messaging;

namespace RepoAudit.Swarm;

/// <summary>What the monitor has counted. Events come at least once; each is counted once.</summary>
public sealed class MonitorState
{
    private readonly Dictionary<JobId, HashSet<Guid>> seen = [];

    /// <summary>Counts an event.</summary>
    /// <param name="audit">The audit it belongs to.</param>
    /// <param name="message">Its envelope id.</param>
    /// <returns>How many events of the audit have been counted.</returns>
    public long Count(JobId audit, Guid message)
    {
        if (!seen.TryGetValue(audit, out var ids))
        {
            seen.Add(audit, ids = []);
        }

        ids.Add(message);
        return ids.Count;
    }
}
