using Nika.Messaging;

namespace RepoAudit.Swarm;

/// <summary>Follows the JOBs' signals, for the progress display.</summary>
[Handler]
public sealed partial class AlphaSignals(AuditLedger ledger)
{
    /// <summary>A TASK is done.</summary>
    /// <param name="result">The signal.</param>
    public ValueTask HandleAsync(TaskResult result)
    {
        ledger.FilesAudited(result.Task, result.Files);
        return ValueTask.CompletedTask;
    }

    /// <summary>A TASK failed.</summary>
    /// <param name="error">The signal.</param>
    public ValueTask HandleAsync(TaskError error)
    {
        ledger.FilesAudited(error.Task, error.Files);
        return ValueTask.CompletedTask;
    }
}
