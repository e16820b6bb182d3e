using System.Diagnostics;
using Nika.Messaging;
using RepoAudit.Auditing;

namespace RepoAudit.Swarm;

/// <summary>
/// A worker: takes each TASK that reaches it through the group, audits its files, leaves the findings in working memory, signals
/// the outcome and moves the TASK on. Doing a TASK twice, after a crash, does no harm.
/// </summary>
[Handler(ConsumerGroups.Worker)]
public sealed partial class Worker(INika nika)
{
    /// <summary>Takes what is created: TASKs; a PROJ or JOB is nobody's work.</summary>
    /// <param name="created">The entity.</param>
    /// <param name="cancellationToken">The pod stops: the TASK goes to another.</param>
    public async ValueTask HandleAsync(EntityTransition created, CancellationToken cancellationToken)
    {
        if (created is not { Kind: EntityKind.Task, JobId: { } job })
        {
            return;
        }

        var task = created.EntityId;
        var files = await nika.GetAsync(TaskFiles.KeyFor(job, task), cancellationToken);
        if (files.Status is HashStatus.Degraded or HashStatus.Malformed)
        {
            throw new InvalidOperationException($"the files of {task} cannot be read: {files.Reason}");
        }

        if (!files.IsFound)
        {
            // Its hour in working memory is over: whoever created it has given up.
            _ = nika.Entities.Fail(Entity.Of(created), "its list of files has expired");
            return;
        }

        var entity = Entity.Of(created);
        _ = nika.Entities.Start(entity, $"{files.Value.Files.Length} files");
        var findings = Audit(files.Value, cancellationToken);
        await nika.SetAsync(TaskFindings.Of(job, task, findings), cancellationToken).MustArriveAsync();
        if (findings.FailureReason is { } reason)
        {
            await nika.PublishAsync(new TaskError(job, task, findings.Files.Count, reason), cancellationToken).MustArriveAsync();
            _ = nika.Entities.Fail(entity, reason);
        }
        else
        {
            await nika.PublishAsync(new TaskResult(job, task, findings.Files.Count), cancellationToken).MustArriveAsync();
            _ = nika.Entities.Complete(entity, $"{findings.Files.Count} files of {findings.Job} audited");
        }
    }

    private BatchFindings Audit(TaskFiles files, CancellationToken cancellationToken)
    {
        var auditor = new BatchAuditor(files.Root, files.ToBatch());
        while (!auditor.IsDone)
        {
            cancellationToken.ThrowIfCancellationRequested();
            long start = Stopwatch.GetTimestamp();
            FileFindings file = auditor.AuditNext();
            _ = nika.Publish(new ToolCall("AuditFile", Stopwatch.GetElapsedTime(start), file.Failure is null, file.Path));
        }

        return auditor.Finish();
    }
}
