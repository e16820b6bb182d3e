namespace Nika.Messaging.Faults;

/// <summary>Takes everything.</summary>
[Handler(ConsumerGroups.Orchestrator)]
public sealed partial class OrchestratorHandler(Handled handled)
{
    public Task HandleAsync(JobChanged change, MessageContext context) => handled(ConsumerGroups.Orchestrator, context.Meta.Id);
}
