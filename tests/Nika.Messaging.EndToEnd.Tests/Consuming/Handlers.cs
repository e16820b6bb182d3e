using System.Collections.Concurrent;

namespace Nika.Messaging.EndToEnd.Consuming;

[Handler(ConsumerGroups.Worker)]
internal sealed partial class RecordingWorker(Func<JobChanged, MessageContext, Task> handle)
{
    public Task HandleAsync(JobChanged change, MessageContext context) => handle(change, context);
}

[Handler(ConsumerGroups.Orchestrator, SignificantOnly = true)]
internal sealed partial class RecordingOrchestrator(Action<JobChanged> handle)
{
    public ValueTask HandleAsync(JobChanged change)
    {
        handle(change);
        return ValueTask.CompletedTask;
    }
}

[Handler(ConsumerGroups.Monitor)]
internal sealed partial class TransitionMonitor(Action<EntityTransition>? handle = null)
{
    public ValueTask HandleAsync(EntityTransition transition)
    {
        handle?.Invoke(transition);
        return ValueTask.CompletedTask;
    }
}

[Handler(ConsumerGroups.Worker)]
internal sealed partial class TransitionWorker
{
    public ValueTask HandleAsync(EntityTransition transition, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"cannot do {transition.EntityId}");
}

[Handler]
internal sealed partial class ResultFollower(Action<StepResult> handle)
{
    public ValueTask HandleAsync(StepResult result)
    {
        handle(result);
        return ValueTask.CompletedTask;
    }
}

internal sealed class RecordingFilter(string name, ConcurrentQueue<string> log) : IHandlerFilter
{
    public ValueTask BeforeAsync(MessageContext context, CancellationToken cancellationToken)
    {
        log.Enqueue($"before {name}");
        return ValueTask.CompletedTask;
    }

    public ValueTask AfterAsync(MessageContext context, CancellationToken cancellationToken)
    {
        log.Enqueue($"after {name}");
        return ValueTask.CompletedTask;
    }

    public ValueTask OnErrorAsync(MessageContext context, Exception exception, CancellationToken cancellationToken)
    {
        log.Enqueue($"error {name}: {exception.Message}");
        return ValueTask.CompletedTask;
    }
}

[Handler(ConsumerGroups.Worker, Concurrency = 4)]
internal sealed partial class FourAtATimeWorker(Func<JobChanged, MessageContext, CancellationToken, Task> handle)
{
    public Task HandleAsync(JobChanged change, MessageContext context, CancellationToken cancellationToken) => handle(change, context, cancellationToken);
}

[Handler(ConsumerGroups.Worker, Concurrency = 4, Ordering = HandlerOrdering.PerEntity)]
internal sealed partial class OrderedWorker(Func<JobChanged, Task> handle)
{
    public Task HandleAsync(JobChanged change) => handle(change);
}

[Handler(ConsumerGroups.Worker, TimeLimit = "300ms")]
internal sealed partial class HastyWorker(Func<JobChanged, MessageContext, CancellationToken, Task> handle)
{
    public Task HandleAsync(JobChanged change, MessageContext context, CancellationToken cancellationToken) => handle(change, context, cancellationToken);
}

[Handler(ConsumerGroups.Worker)]
internal sealed partial class TransitionTaker(Func<EntityTransition, CancellationToken, Task> handle)
{
    public Task HandleAsync(EntityTransition transition, CancellationToken cancellationToken) => handle(transition, cancellationToken);
}

[Handler(ConsumerGroups.Monitor)]
internal sealed partial class RecordingMonitor(Func<JobChanged, CancellationToken, Task> handle)
{
    public Task HandleAsync(JobChanged change, CancellationToken cancellationToken) => handle(change, cancellationToken);
}

[Handler(ConsumerGroups.Worker, FlowsContext = false)]
internal sealed partial class SilentWorker(INika nika)
{
    public async ValueTask HandleAsync(JobChanged change) => _ = await nika.PublishAsync(new StepResult(change.JobId!.Value, 1, "done"));
}

[Message("quote")]
[Stream("desk:quotes")]
[Ttl("10m")]
[MaxLength(1_000)]
internal sealed partial record Quote(int Price);

#pragma warning disable NIKA209 // Workers that share out a stream of one's own: what is not of the feed is not skipped.
[Handler(ConsumerGroups.Worker)]
internal sealed partial class QuoteWorker(Action<int> handle)
{
    public ValueTask HandleAsync(Quote quote)
    {
        handle(quote.Price);
        return ValueTask.CompletedTask;
    }
}
