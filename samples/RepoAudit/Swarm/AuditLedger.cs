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
    private readonly AuditProgress progress;
    private readonly Dictionary<EntityId, TaskEntry> tasks = [];
    private readonly Dictionary<JobId, JobEntry> jobs = [];
    private readonly HashSet<(EntityId Entity, EntityStatus Status)> seen = [];
    private readonly HashSet<EntityId> filesCounted = [];
    private readonly List<BatchFindings> findings = [];
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private INika? nika;

    /// <summary>Opens the books.</summary>
    /// <param name="tree">What is to be audited.</param>
    /// <param name="audit">The PROJ's id, new for each audit.</param>
    /// <param name="progress">Told how far it is.</param>
    public AuditLedger(SourceTree tree, EntityId audit, AuditProgress progress)
    {
        Tree = tree;
        Audit = audit;
        this.progress = progress;
        foreach (var (index, source) in tree.Jobs.Index())
        {
            var job = new JobEntry(new JobId($"{audit}-j{index + 1}"), source.Name) { TasksLeft = source.Batches.Count };
            jobs.Add(job.Id, job);
            foreach (SourceBatch batch in source.Batches)
            {
                var task = new EntityId($"{job.Id}-t{batch.Number}");
                tasks.Add(task, new TaskEntry(task, job, batch));
            }
        }
    }

    /// <summary>What is audited.</summary>
    public SourceTree Tree { get; }

    /// <summary>The PROJ.</summary>
    public EntityId Audit { get; }

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

    /// <summary>Opens PROJ, JOBs and TASKs on the entity feed. A TASK that cannot be handed out fails.</summary>
    /// <param name="publisher">Alpha's pod.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task OpenAsync(INika publisher, CancellationToken cancellationToken)
    {
        nika = publisher;
        await publisher.PublishAsync(Transition(Audit, EntityKind.Project, EntityStatus.Created, Tree.Root), cancellationToken).MustArriveAsync();
        foreach (JobEntry job in jobs.Values)
        {
            await publisher.FollowAsync(job.Id, cancellationToken);
            await publisher.PublishAsync(Of(job, EntityStatus.Created, $"audit {job.Folder}"), cancellationToken).MustArriveAsync();
        }

        foreach (TaskEntry task in tasks.Values)
        {
            var files = new TaskFiles(task.Job.Id, task.Id, Tree.Root, task.Batch.Job, task.Batch.Number, [.. task.Batch.Files]);
            await publisher.SetAsync(files, cancellationToken).MustArriveAsync();
            await publisher.PublishAsync(Of(task, EntityStatus.Created, $"{task.Batch.Files.Count} files of {task.Batch.Job}"), cancellationToken).MustArriveAsync();
        }

        if (tasks.Count == 0)
        {
            await CloseAsync(cancellationToken);
        }
    }

    /// <summary>Takes a significant transition.</summary>
    /// <param name="transition">The transition; one of another audit is passed over.</param>
    /// <param name="cancellationToken">Gives up; the transition comes again.</param>
    public async ValueTask TakeAsync(EntityTransition transition, CancellationToken cancellationToken)
    {
        if ((transition.RootId ?? transition.EntityId) != Audit)
        {
            return;
        }

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
            await CloseAsync(task, await GatherAsync(task, transition, cancellationToken), cancellationToken);
        }
    }

    /// <summary>Closes every TASK that is still open as failed: nobody is left who could do it.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task AbandonAsync(string reason, CancellationToken cancellationToken)
    {
        foreach (TaskEntry task in tasks.Values.Where(static task => !task.IsClosed))
        {
            await CloseAsync(task, new BatchFindings(task.Batch.Job, task.Batch.Number, []) { Error = reason }, cancellationToken);
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

    private async ValueTask<BatchFindings> GatherAsync(TaskEntry task, EntityTransition transition, CancellationToken cancellationToken)
    {
        var found = await nika!.GetAsync(TaskFindings.KeyFor(task.Job.Id, task.Id), cancellationToken);
        return found.Status switch
        {
            HashStatus.Found => found.Value!.ToFindings(),
            HashStatus.Absent => new BatchFindings(task.Batch.Job, task.Batch.Number, []) { Error = transition.Summary },
            _ => throw new InvalidOperationException($"the findings of {task.Id} cannot be read: {found.Reason}"),
        };
    }

    private async ValueTask CloseAsync(TaskEntry task, BatchFindings found, CancellationToken cancellationToken)
    {
        task.IsClosed = true;
        lock (gate)
        {
            findings.Add(found);
        }

        FilesAudited(task.Id, task.Batch.Files.Count);
        progress.TaskDone(task.Batch.Job, found.FailureReason is not null);
        task.Job.TasksFailed += found.FailureReason is null ? 0 : 1;
        if (--task.Job.TasksLeft == 0)
        {
            string summary = $"{task.Job.Folder} audited" + (task.Job.TasksFailed == 0 ? "" : $", {task.Job.TasksFailed} TASKs failed");
            await nika!.PublishAsync(Of(task.Job, EntityStatus.Completed, summary), cancellationToken).MustArriveAsync();
            _ = nika.Publish(new JobCompleted(new EntityId(task.Job.Id.Value), EntityStatus.Completed, summary, task.Job.Id));
            nika.Unfollow(task.Job.Id);
            if (jobs.Values.All(static job => job.TasksLeft == 0))
            {
                await CloseAsync(cancellationToken);
            }
        }
    }

    private ValueTask CloseAsync(CancellationToken cancellationToken) =>
        nika!.PublishAsync(Transition(Audit, EntityKind.Project, EntityStatus.Completed, $"{tasks.Count} TASKs done"), cancellationToken).MustArriveAsync();

    private EntityTransition Of(JobEntry job, EntityStatus status, string summary) =>
        Transition(new EntityId(job.Id.Value), EntityKind.Job, status, summary, Audit, job.Id);

    private EntityTransition Of(TaskEntry task, EntityStatus status, string summary) =>
        Transition(task.Id, EntityKind.Task, status, summary, new EntityId(task.Job.Id.Value), task.Job.Id);

    private EntityTransition Transition(EntityId entity, EntityKind kind, EntityStatus status, string summary, EntityId? parent = null, JobId? job = null) =>
        new(entity, kind, status, summary, parent, parent is null ? null : Audit, job, Domain: "audit", Intent: "inspect");

    private sealed record JobEntry(JobId Id, string Folder)
    {
        public int TasksLeft { get; set; }

        public int TasksFailed { get; set; }
    }

    private sealed record TaskEntry(EntityId Id, JobEntry Job, SourceBatch Batch)
    {
        public bool IsClosed { get; set; }
    }
}
