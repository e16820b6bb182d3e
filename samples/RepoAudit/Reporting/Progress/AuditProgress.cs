using RepoAudit.Discovery;

namespace RepoAudit.Reporting.Progress;

/// <summary>Counts how far the audit is. Everything may be called from any thread.</summary>
public sealed class AuditProgress
{
    private readonly Lock gate = new();
    private readonly JobProgress[] jobs;
    private readonly Dictionary<string, int> byName;
    private readonly int filesTotal;
    private int filesDone;
    private long events;
    private int pods;

    /// <summary>Starts at nothing done.</summary>
    /// <param name="tree">What is to be done.</param>
    public AuditProgress(SourceTree tree)
    {
        jobs = [.. tree.Jobs.Select(static job => new JobProgress(job.Name, job.Batches.Count, 0, 0))];
        byName = jobs.Index().ToDictionary(static pair => pair.Item.Name, static pair => pair.Index, StringComparer.Ordinal);
        filesTotal = tree.FileCount;
    }

    /// <summary>Raised after a TASK was counted, on the thread that told of it.</summary>
    public event EventHandler? TaskCounted;

    /// <summary>Counts a file.</summary>
    public void FileAudited() => Interlocked.Increment(ref filesDone);

    /// <summary>Counts an event of the entity feed.</summary>
    public void EventSeen() => Interlocked.Increment(ref events);

    /// <summary>Counts worker pods that come (positive) or go (negative).</summary>
    /// <param name="change">By how many.</param>
    public void PodsChanged(int change) => Interlocked.Add(ref pods, change);

    /// <summary>Counts a TASK that completed or failed. A JOB that is not in the tree is passed over.</summary>
    /// <param name="job">Its JOB's folder.</param>
    /// <param name="failed">Whether it failed.</param>
    public void TaskDone(string job, bool failed)
    {
        lock (gate)
        {
            if (!byName.TryGetValue(job, out int index))
            {
                return;
            }

            JobProgress before = jobs[index];
            jobs[index] = before with { Done = before.Done + 1, Failed = before.Failed + (failed ? 1 : 0) };
        }

        TaskCounted?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>How far it is now.</summary>
    public ProgressSnapshot Snapshot()
    {
        lock (gate)
        {
            return new ProgressSnapshot([.. jobs], filesTotal, Volatile.Read(ref filesDone), Interlocked.Read(ref events), Volatile.Read(ref pods));
        }
    }
}
