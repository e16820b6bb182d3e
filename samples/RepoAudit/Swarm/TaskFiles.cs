using System.Collections.Immutable;
using Nika.Messaging;
using RepoAudit.Discovery;

namespace RepoAudit.Swarm;

/// <summary>What a TASK is to audit: put in working memory before the TASK is created.</summary>
/// <param name="JobId">The JOB.</param>
/// <param name="Task">The TASK.</param>
/// <param name="Root">The audited folder, absolute.</param>
/// <param name="Folder">The JOB's folder.</param>
/// <param name="Number">The batch's place in its JOB, from 1.</param>
/// <param name="Files">The files, relative to the root.</param>
[Message("task_files")]
[WorkingMemory("files-{Task}")]
public sealed partial record TaskFiles(JobId JobId, EntityId Task, string Root, string Folder, int Number, ImmutableArray<string> Files)
{
    /// <summary>The same as a batch of the tree.</summary>
    public SourceBatch ToBatch() => new(Folder, Number, Files);
}
