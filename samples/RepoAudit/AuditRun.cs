using System.Diagnostics;
using RepoAudit.Auditing;
using RepoAudit.Discovery;
using RepoAudit.Reporting.Progress;

namespace RepoAudit;

/// <summary>
/// The audit itself: every batch becomes findings. This is the place of the swarm: Alpha opens PROJ, JOBs and TASKs, worker pods each run a
/// <see cref="BatchAuditor"/> per TASK, and what Alpha gathers is the <see cref="AuditResult"/>. Here one loop does it all, without pods.
/// </summary>
public static class AuditRun
{
    /// <summary>Audits a tree.</summary>
    /// <param name="tree">What to audit.</param>
    /// <param name="progress">Told of every file and TASK.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<AuditResult> RunAsync(SourceTree tree, AuditProgress progress, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            long start = Stopwatch.GetTimestamp();
            var batches = new List<BatchFindings>();
            foreach (SourceBatch batch in tree.Jobs.SelectMany(static job => job.Batches))
            {
                var auditor = new BatchAuditor(tree.Root, batch);
                while (!auditor.IsDone)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    auditor.AuditNext();
                    progress.FileAudited();
                }

                BatchFindings findings = auditor.Finish();
                batches.Add(findings);
                progress.TaskDone(findings.Job, findings.FailureReason is not null);
            }

            return new AuditResult(tree, batches, Stopwatch.GetElapsedTime(start));
        },
        cancellationToken);
}
