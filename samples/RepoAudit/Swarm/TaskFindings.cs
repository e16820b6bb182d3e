using System.Collections.Immutable;
using Nika.Messaging;
using RepoAudit.Auditing;

namespace RepoAudit.Swarm;

/// <summary>What a worker found: put in working memory, where Alpha fetches it when it hears that the TASK ended.</summary>
/// <param name="JobId">The JOB.</param>
/// <param name="Task">The TASK.</param>
/// <param name="Folder">The JOB's folder.</param>
/// <param name="Number">The batch's place in its JOB, from 1.</param>
/// <param name="Files">A report for every file handed out.</param>
[Message("task_findings")]
[WorkingMemory("findings-{Task}")]
public sealed partial record TaskFindings(JobId JobId, EntityId Task, string Folder, int Number, ImmutableArray<FileReport> Files)
{
    /// <summary>The findings of a batch, as they travel.</summary>
    /// <param name="job">The JOB.</param>
    /// <param name="task">The TASK.</param>
    /// <param name="findings">The findings.</param>
    public static TaskFindings Of(JobId job, EntityId task, BatchFindings findings) =>
        new(job, task, findings.Job, findings.Number, [.. findings.Files.Select(FileReport.Of)]);

    /// <summary>The same as findings of a batch.</summary>
    public BatchFindings ToFindings() => new(Folder, Number, [.. Files.Select(static file => file.ToFindings())]);
}
