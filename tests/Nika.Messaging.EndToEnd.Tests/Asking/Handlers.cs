namespace Nika.Messaging.EndToEnd.Asking;

[Handler("role:auditor", Concurrency = 8)]
public sealed partial class Auditor(Func<AuditRequest, MessageContext, CancellationToken, ValueTask<AuditResult>> audit)
{
    public ValueTask<AuditResult> HandleAsync(AuditRequest request, MessageContext context, CancellationToken cancellationToken) => audit(request, context, cancellationToken);
}

/// <summary>One that publishes its replies itself.</summary>
[Handler("role:auditor")]
public sealed partial class PlainAuditor(Action<AuditRequest> audit)
{
    public ValueTask HandleAsync(AuditRequest request)
    {
        audit(request);
        return default;
    }
}

[Handler("role:alpha")]
public sealed partial class Approver
{
    public async Task<Approval> HandleAsync(ApprovalRequest request)
    {
        await Task.Yield();
        return new Approval(request.Plan == "good");
    }
}

[Handler("role:lister", Concurrency = 4)]
public sealed partial class Lister(Func<ListRequest, MessageContext, CancellationToken, IAsyncEnumerable<ListedFile>> list)
{
    public IAsyncEnumerable<ListedFile> HandleAsync(ListRequest request, MessageContext context, CancellationToken cancellationToken) => list(request, context, cancellationToken);
}

/// <summary>One that has a client injected.</summary>
[Handler]
public sealed partial class ClientUser(IAuditClient client, TaskCompletionSource<Reply<AuditResult>> asked)
{
    public async ValueTask HandleAsync(StepResult step, CancellationToken cancellationToken) =>
        asked.TrySetResult(await client.AuditAsync(new AuditRequest(step.JobId, step.Summary), cancellationToken));
}

[Message("weather_changed")]
[Signal]
public sealed partial record WeatherChanged(JobId JobId, int Degrees);

[Handler]
public sealed partial class WeatherWatcher(Action<int> take)
{
    public ValueTask HandleAsync(WeatherChanged weather)
    {
        take(weather.Degrees);
        return default;
    }
}
