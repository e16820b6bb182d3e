using RepoAudit.Auditing;
using RepoAudit.Discovery;

namespace RepoAudit;

/// <summary>An audit that is over.</summary>
/// <param name="Tree">What there was to audit.</param>
/// <param name="Batches">What came of each TASK, in any order.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record AuditResult(SourceTree Tree, IReadOnlyList<BatchFindings> Batches, TimeSpan Elapsed)
{
    /// <summary>What was counted of the swarm's traffic.</summary>
    public SwarmCounts Swarm { get; init; }

    /// <summary>What memory was asked and said.</summary>
    public IReadOnlyList<MemoryAnswer> Memory { get; init; } = [];

    /// <summary>TASKs that completed.</summary>
    public int Completed => Batches.Count(static batch => batch.FailureReason is null);

    /// <summary>TASKs that failed.</summary>
    public int Failed => Batches.Count - Completed;
}
