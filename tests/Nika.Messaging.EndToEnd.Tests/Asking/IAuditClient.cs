namespace Nika.Messaging.EndToEnd.Asking;

[NikaClient]
public partial interface IAuditClient
{
    PublishResult Publish(StepResult step);

    ValueTask<PublishResult> PublishAsync(in StepResult step, CancellationToken cancellation = default);

    ValueTask<PublishResult> KeepAsync(PageSet pages, CancellationToken cancellation);

    PublishResult Keep(PageSet pages);

    ValueTask<HashResult<PageSet>> PagesAsync(JobId job, CancellationToken cancellation);

    ValueTask<Reply<AuditResult>> AuditAsync(AuditRequest request, CancellationToken cancellation);

    ValueTask<Reply<AuditResult>> AuditAsync(AuditRequest request, TimeSpan timeout, CancellationToken cancellation);

    IAsyncEnumerable<ListedFile> List(ListRequest request, CancellationToken cancellation);

    IAsyncEnumerable<StepResult> Steps(JobId job, CancellationToken cancellation);

    IAsyncEnumerable<Received<Approval>> Approvals(CancellationToken cancellation);

    ValueTask<long> CountAsync(MemoryFilter filter, CancellationToken cancellation);

    ValueTask<IReadOnlyList<FacetCount>> FacetAsync(MemoryField field, MemoryFilter filter, CancellationToken cancellation);

    IAsyncEnumerable<MemoryEvent> Events(MemoryFilter filter, CancellationToken cancellation);

    ValueTask<IReadOnlyList<RecalledEvent>> RecallAsync(string text, MemoryFilter? filter, int limit, CancellationToken cancellation);

    async ValueTask<bool> IsKnownAsync(string domain, CancellationToken cancellation) => await CountAsync(Meta.Domain == domain, cancellation) > 0;
}
