namespace Nika.Messaging.Faults;

/// <summary>Takes what is created.</summary>
[Handler(ConsumerGroups.Worker)]
public sealed partial class WorkerHandler(Handled handled)
{
    public Task HandleAsync(JobChanged change, MessageContext context) => handled(ConsumerGroups.Worker, context.Meta.Id);
}
