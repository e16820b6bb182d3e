namespace Nika.Messaging.Generators.Tests.Messages;

#pragma warning disable NIKA209 // Whatever stream a message is on, its dispatch is the same.
[Handler("cg:worker", SignificantOnly = true)]
public sealed partial class Auditor(IServiceProvider services, TimeProvider time, INika? nika = null, int retries = 3)
{
    public List<object> Handled { get; } = [];

    public IServiceProvider Services => services;

    public TimeProvider Time => time;

    public INika? Nika => nika;

    public int Retries => retries;

    public ValueTask HandleAsync(StepResult message, MessageContext context, CancellationToken cancellationToken)
    {
        Handled.Add(message);
        return ValueTask.CompletedTask;
    }

    public async Task HandleAsync(JobChanged message)
    {
        await Task.Yield();
        Handled.Add(message);
    }

    public ValueTask HandleAsync(ToolCalled message, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"before the first await, {Handled.Count} handled");
}

[Handler("cg:worker", Concurrency = 8, Ordering = HandlerOrdering.PerEntity, TimeLimit = "90s", FlowsContext = false)]
internal sealed partial class Careful
{
    public ValueTask HandleAsync(JobChanged message) => ValueTask.CompletedTask;
}

[Handler]
internal sealed partial class Follower
{
    public ToolFailed Last { get; private set; }

    public ValueTask HandleAsync(in ToolFailed message, MessageContext context)
    {
        Last = message;
        return ValueTask.CompletedTask;
    }
}
