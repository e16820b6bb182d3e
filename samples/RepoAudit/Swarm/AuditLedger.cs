using Nika.Messaging;
using RepoAudit.Auditing;
using RepoAudit.Discovery;
using RepoAudit.Reporting.Progress;

namespace RepoAudit.Swarm;

/// <summary>
/// Alpha's books of one audit: the PROJ, a JOB for each folder, a TASK for each batch, and what came of them. Events come at
/// least once and in any order of TASKs; each entity is closed once.
/// </summary>
public sealed class AuditLedger
{
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(50);

    private readonly Entity audit;
    private readonly AuditProgress progress;
    private readonly Dictionary<EntityId, TaskEntry> tasks = [];
    private readonly List<JobEntry> jobs = [];
    private readonly HashSet<(EntityId Entity, EntityStatus Status)> seen = [];
    private readonly HashSet<EntityId> filesCounted = [];
    private readonly List<BatchFindings> findings = [];
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private NikaPod? nika;

    /// <summary>Opens the books.</summary>
    /// <param name="tree">What is to be audited.</param>
    /// <param name="audit">The PROJ's id, new for each audit.</param>
    /// <param name="progress">Told how far it is.</param>
    public AuditLedger(SourceTree tree, EntityId audit, AuditProgress progress)
    {
        Tree = tree;
        this.audit = Entity.Project(audit) with { Domain = "audit", Intent = "inspect" };
        this.progress = progress;
        foreach (var (index, source) in tree.Jobs.Index())
        {
            var job = new JobEntry(this.audit.Job(new EntityId($"{audit}-j{index + 1}")), source.Name) { TasksLeft = source.Batches.Count };
            jobs.Add(job);
            foreach (SourceBatch batch in source.Batches)
            {
                var task = job.Entity.Task(new EntityId($"{job.Entity.Id}-t{batch.Number}"));
                tasks.Add(task.Id, new TaskEntry(task, job, batch));
            }
        }
    }

    /// <summary>What is audited.</summary>
    public SourceTree Tree { get; }

    /// <summary>The PROJ.</summary>
    public EntityId Audit => audit.Id;

    /// <summary>Ends when Alpha has heard that its PROJ is completed.</summary>
    public Task Closed => closed.Task;

    /// <summary>Different pairs of an entity and a significant status that reached Alpha.</summary>
    public int TransitionsSeen
    {
        get
        {
            lock (gate)
            {
                return seen.Count;
            }
        }
    }

    /// <summary>What came of each TASK so far.</summary>
    public IReadOnlyList<BatchFindings> Findings
    {
        get
        {
            lock (gate)
            {
                return [.. findings];
            }
        }
    }

    /// <summary>Opens PROJ, JOBs and TASKs on the entity feed, once it is being watched.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await nika!.Entities.CreateAsync(audit, Tree.Root, cancellationToken).MustArriveAsync();
        foreach (JobEntry job in jobs)
        {
            await nika.FollowAsync(job.Id, cancellationToken);
            await nika.Entities.CreateAsync(job.Entity, $"audit {job.Folder}", cancellationToken).MustArriveAsync();
        }

        foreach (TaskEntry task in tasks.Values)
        {
            var files = new TaskFiles(task.Job.Id, task.Entity.Id, Tree.Root, task.Batch.Job, task.Batch.Number, [.. task.Batch.Files]);
            await nika.SetAsync(files, cancellationToken).MustArriveAsync();
            await nika.Entities.CreateAsync(task.Entity, $"{task.Batch.Files.Count} files of {task.Batch.Job}", cancellationToken).MustArriveAsync();
        }

        if (tasks.Count == 0)
        {
            Close();
        }
    }

    /// <summary>Takes the significant transitions, until Alpha's pod stops. What was taken and not followed by the next comes again.</summary>
    /// <param name="pod">Alpha's pod.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task WatchAsync(NikaPod pod, CancellationToken cancellationToken)
    {
        nika = pod;
        await foreach (EntityEvent transition in pod.Alpha.WatchAsync(cancellationToken))
        {
            if (transition.RootId == Audit)
            {
                await TakeAsync(transition, cancellationToken);
            }
        }
    }

    private async ValueTask TakeAsync(EntityEvent transition, CancellationToken cancellationToken)
    {

        lock (gate)
        {
            seen.Add((transition.EntityId, transition.Status));
        }

        progress.EventSeen();
        if (transition.EntityId == Audit && transition.Status == EntityStatus.Completed)
        {
            closed.TrySetResult();
        }
        else if (tasks.TryGetValue(transition.EntityId, out TaskEntry? task) && !task.IsClosed)
        {
            Close(task, await GatherAsync(task, transition, cancellationToken));
        }
    }

    /// <summary>Fails every TASK that is still open: nobody is left who could do it.</summary>
    /// <param name="reason">Why.</param>
    public void Abandon(string reason)
    {
        foreach (TaskEntry task in tasks.Values.Where(static task => !task.IsClosed))
        {
            _ = nika!.Entities.Fail(task.Entity, reason);
        }
    }

    /// <summary>Counts files of a TASK for the progress display, once.</summary>
    /// <param name="task">The TASK.</param>
    /// <param name="files">How many.</param>
    public void FilesAudited(EntityId task, int files)
    {
        lock (gate)
        {
            if (!tasks.ContainsKey(task) || !filesCounted.Add(task))
            {
                return;
            }
        }

        for (int i = 0; i < files; i++)
        {
            progress.FileAudited();
        }
    }

    private async ValueTask<BatchFindings> GatherAsync(TaskEntry task, EntityEvent transition, CancellationToken cancellationToken)
    {
        var key = TaskFindings.KeyFor(task.Job.Id, task.Entity.Id);
        var found = await nika!.GetAsync(key, cancellationToken);
        for (; found.Status == HashStatus.Degraded; found = await nika.GetAsync(key, cancellationToken))
        {
            await Task.Delay(Retry, cancellationToken); // an outage: it comes back
        }

        return found.IsFound ? found.Value.ToFindings() : new BatchFindings(task.Batch.Job, task.Batch.Number, []) { Error = found.Reason ?? transition.Summary };
    }

    private void Close(TaskEntry task, BatchFindings found)
    {
        task.IsClosed = true;
        lock (gate)
        {
            findings.Add(found);
        }

        FilesAudited(task.Entity.Id, task.Batch.Files.Count);
        progress.TaskDone(task.Batch.Job, found.FailureReason is not null);
        task.Job.TasksFailed += found.FailureReason is null ? 0 : 1;
        if (--task.Job.TasksLeft == 0)
        {
            _ = nika!.Entities.Complete(task.Job.Entity, $"{task.Job.Folder} audited" + (task.Job.TasksFailed == 0 ? "" : $", {task.Job.TasksFailed} TASKs failed"));
            nika.Unfollow(task.Job.Id);
            if (jobs.TrueForAll(static job => job.TasksLeft == 0))
            {
                Close();
            }
        }
    }

    private void Close() => _ = nika!.Entities.Complete(audit, $"{tasks.Count} TASKs done");

    private sealed record JobEntry(Entity Entity, string Folder)
    {
        public JobId Id { get; } = Entity.JobId!.Value;

        public int TasksLeft { get; set; }

        public int TasksFailed { get; set; }
    }

    private sealed record TaskEntry(Entity Entity, JobEntry Job, SourceBatch Batch)
    {
        public bool IsClosed { get; set; }
    }
}
