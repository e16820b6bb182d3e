using Nika.Messaging;

namespace RepoAudit.Swarm;

/// <summary>The monitor: counts the events of each audit, and leaves the count in working memory.</summary>
[Handler(ConsumerGroups.Monitor)]
public sealed partial class Monitor(INika nika, MonitorState state)
{
    /// <summary>Counts an event.</summary>
    /// <param name="transition">The event.</param>
    /// <param name="context">Its envelope.</param>
    /// <param name="cancellationToken">The pod stops.</param>
    public async ValueTask HandleAsync(EntityTransition transition, MessageContext context, CancellationToken cancellationToken)
    {
        var audit = new JobId((transition.RootId ?? transition.EntityId).Value);
        await nika.SetAsync(new MonitorCount(audit, state.Count(audit, context.Meta.Id)), cancellationToken).MustArriveAsync();
    }
}
