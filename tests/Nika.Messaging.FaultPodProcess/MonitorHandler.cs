namespace Nika.Messaging.Faults;

/// <summary>Takes everything.</summary>
[Handler(ConsumerGroups.Monitor)]
public sealed partial class MonitorHandler(Handled handled)
{
    public Task HandleAsync(JobChanged change, MessageContext context) => handled(ConsumerGroups.Monitor, context.Meta.Id);
}
