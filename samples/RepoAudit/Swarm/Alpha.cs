using Nika.Messaging;

namespace RepoAudit.Swarm;

/// <summary>Alpha's ear: only significant transitions reach it.</summary>
[Handler(ConsumerGroups.Orchestrator, SignificantOnly = true)]
public sealed partial class Alpha(AuditLedger ledger)
{
    /// <summary>Takes a transition of any level.</summary>
    /// <param name="transition">The transition.</param>
    /// <param name="cancellationToken">The pod stops.</param>
    public ValueTask HandleAsync(EntityTransition transition, CancellationToken cancellationToken) => ledger.TakeAsync(transition, cancellationToken);
}
