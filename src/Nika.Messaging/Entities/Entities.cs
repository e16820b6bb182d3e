namespace Nika.Messaging;

/// <summary>
/// The lifecycle of entities: created → started → progress → completed, failed or cancelled. Each step publishes an
/// <see cref="EntityTransition"/> with a whole envelope. A step that the lifecycle does not allow is <see cref="PublishStatus.Refused"/>, with a
/// reason that names the entity, where it stands and what is allowed; nothing is published then. Nothing throws for an outage, nothing blocks.
/// An end is followed on the bus by <see cref="SubagentCompleted"/>, of a TASK or SUB, or <see cref="JobCompleted"/>, of a JOB or PROJ.
/// </summary>
/// <remarks>
/// <para>
/// A pod knows where an entity stands from its own steps and from what reaches it of the feed; the last 16,384 entities it has heard of. An entity it
/// does not know may be created by anyone, and moved on if its handle says <see cref="Entity.CreatedElsewhere"/>; so may one that was forgotten. An
/// unknown parent may be created under. Two pods that end an entity at once both succeed: who reads the feed takes the first end.
/// </para>
/// <para>
/// A root may be of any kind; a child is of the kind right below its parent's, which must not have ended. An entity may be ended without having been
/// started, and started again by another attempt. To repeat the end it has come to is no error, publishes nothing and has the first one's
/// result: handlers are at-least-once. A parent may end while children run: they go on to ends of their own, which its roll-up goes on to count;
/// no new ones are created. Safe for use by several threads.
/// </para>
/// </remarks>
public sealed class Entities
{
    /// <summary>How many entities a pod knows. One takes about 300 bytes with its ids: 5 MB.</summary>
    internal const int Capacity = 16_384;

    private readonly Lock sync = new();
    private readonly EntityTable table;
    private readonly long[] ends = new long[(int)EntityEnd.Cancelled + 1];
    private readonly IPublisher publisher;
    private readonly Account account;

    internal Entities(IPublisher publisher, Account account, int capacity = Capacity)
    {
        this.publisher = publisher;
        this.account = account;
        table = new EntityTable(capacity);
    }

    /// <summary>Creates an entity: workers are told.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="summary">What it is about, for people and for memory.</param>
    public PublishResult Create(Entity entity, string summary) => Move(entity, EntityStatus.Created, summary);

    /// <summary>Creates an entity, and waits for the store's answer, at most the reply deadline.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="summary">What it is about, for people and for memory.</param>
    /// <param name="cancellationToken">Gives up waiting; the step is taken all the same.</param>
    public ValueTask<PublishResult> CreateAsync(Entity entity, string summary, CancellationToken cancellationToken = default) =>
        MoveAsync(entity, EntityStatus.Created, summary, cancellationToken);

    /// <summary>Starts an entity; or starts it again, as another attempt.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="summary">How it begins.</param>
    public PublishResult Start(Entity entity, string summary) => Move(entity, EntityStatus.Started, summary);

    /// <summary>Starts an entity, and waits for the store's answer, at most the reply deadline.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="summary">How it begins.</param>
    /// <param name="cancellationToken">Gives up waiting; the step is taken all the same.</param>
    public ValueTask<PublishResult> StartAsync(Entity entity, string summary, CancellationToken cancellationToken = default) =>
        MoveAsync(entity, EntityStatus.Started, summary, cancellationToken);

    /// <summary>Tells how far a started entity has come.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="summary">How far.</param>
    public PublishResult Progress(Entity entity, string summary) => Move(entity, EntityStatus.Progress, summary);

    /// <summary>Tells how far a started entity has come, and waits for the store's answer, at most the reply deadline.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="summary">How far.</param>
    /// <param name="cancellationToken">Gives up waiting; the step is taken all the same.</param>
    public ValueTask<PublishResult> ProgressAsync(Entity entity, string summary, CancellationToken cancellationToken = default) =>
        MoveAsync(entity, EntityStatus.Progress, summary, cancellationToken);

    /// <summary>Ends an entity well.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="summary">What came of it.</param>
    public PublishResult Complete(Entity entity, string summary) => Move(entity, EntityStatus.Completed, summary);

    /// <summary>Ends an entity well, and waits for the store's answer, at most the reply deadline.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="summary">What came of it.</param>
    /// <param name="cancellationToken">Gives up waiting; the step is taken all the same.</param>
    public ValueTask<PublishResult> CompleteAsync(Entity entity, string summary, CancellationToken cancellationToken = default) =>
        MoveAsync(entity, EntityStatus.Completed, summary, cancellationToken);

    /// <summary>Ends an entity badly.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="reason">Why.</param>
    public PublishResult Fail(Entity entity, string reason) => Move(entity, EntityStatus.Failed, reason);

    /// <summary>Ends an entity badly, and waits for the store's answer, at most the reply deadline.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Gives up waiting; the step is taken all the same.</param>
    public ValueTask<PublishResult> FailAsync(Entity entity, string reason, CancellationToken cancellationToken = default) =>
        MoveAsync(entity, EntityStatus.Failed, reason, cancellationToken);

    /// <summary>Ends an entity that is no longer wanted.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="reason">Why.</param>
    public PublishResult Cancel(Entity entity, string reason) => Move(entity, EntityStatus.Cancelled, reason);

    /// <summary>Ends an entity that is no longer wanted, and waits for the store's answer, at most the reply deadline.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Gives up waiting; the step is taken all the same.</param>
    public ValueTask<PublishResult> CancelAsync(Entity entity, string reason, CancellationToken cancellationToken = default) =>
        MoveAsync(entity, EntityStatus.Cancelled, reason, cancellationToken);

    /// <summary>Where an entity stands, as far as this pod knows; null if it does not know.</summary>
    /// <param name="entity">The entity.</param>
    public EntityStatus? StatusOf(EntityId entity)
    {
        lock (sync)
        {
            return table.StatusOf(entity);
        }
    }

    /// <summary>How an entity's children stand, as far as this pod knows: all of them where the whole feed is read, in <c>cg:orchestrator</c> and <c>cg:monitor</c>.</summary>
    /// <param name="parent">The parent.</param>
    public EntityRollUp RollUpOf(EntityId parent)
    {
        lock (sync)
        {
            return table.RollUpOf(parent);
        }
    }

    /// <summary>How many entities this pod has ended, and how.</summary>
    internal (long Completed, long Failed, long Cancelled) Ends
    {
        get
        {
            lock (sync)
            {
                return (ends[(int)EntityEnd.Completed], ends[(int)EntityEnd.Failed], ends[(int)EntityEnd.Cancelled]);
            }
        }
    }

    /// <summary>Takes note of an entry of the feed.</summary>
    internal void See(in NikaMeta meta)
    {
        if (meta is not { EntityId: { IsDefault: false } id, Status: { } status })
        {
            return;
        }

        lock (sync)
        {
            if (table.StatusOf(id) is not { } known || EntityRules.IsAhead(status, known))
            {
                table.Set(id, meta.EntityKind, meta.ParentId, status, new(PublishStatus.Delivered, meta.Id, null));
            }
        }
    }

    // Published under the lock, which touches no I/O: the steps of an entity go out in the order in which they are taken.
    private PublishResult Move(Entity entity, EntityStatus status, string summary)
    {
        ArgumentNullException.ThrowIfNull(entity);
        lock (sync)
        {
            if (Answer(entity, status) is { } answer)
            {
                return answer;
            }

            var result = publisher.Publish(entity.To(status, summary));
            Take(entity, status, summary, result);
            return result;
        }
    }

    private ValueTask<PublishResult> MoveAsync(Entity entity, EntityStatus status, string summary, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entity);
        cancellationToken.ThrowIfCancellationRequested();
        lock (sync)
        {
            if (Answer(entity, status) is { } answer)
            {
                return new(answer);
            }

            var publishing = publisher.PublishAsync(entity.To(status, summary), cancellationToken);
            if (publishing.IsCompletedSuccessfully)
            {
                var result = publishing.Result;
                Take(entity, status, summary, result);
                return new(result);
            }

            var before = table.StatusOf(entity.Id);
            Take(entity, status, summary, new(PublishStatus.Accepted, default, null));
            return FinishAsync(entity, before, status, publishing);
        }
    }

    private async ValueTask<PublishResult> FinishAsync(Entity entity, EntityStatus? before, EntityStatus status, ValueTask<PublishResult> publishing)
    {
        var result = await publishing.ConfigureAwait(false);
        lock (sync)
        {
            if (table.StatusOf(entity.Id) == status)
            {
                table.Set(entity.Id, entity.Kind, entity.ParentId, IsOnItsWay(result) ? status : before, result);
            }
        }

        return result;
    }

    /// <summary>A step was published. An end is told on the bus too: a TASK or SUB is what one pod did, a JOB or PROJ a hierarchy. Under the lock.</summary>
    private void Take(Entity entity, EntityStatus status, string summary, PublishResult result)
    {
        if (!IsOnItsWay(result))
        {
            return;
        }

        table.Set(entity.Id, entity.Kind, entity.ParentId, status, result);
        if (EntityRules.EndOf(status) is not { } end)
        {
            return;
        }

        ends[(int)end]++;
        _ = entity.Kind is EntityKind.Task or EntityKind.Sub
            ? publisher.Publish(new SubagentCompleted(entity.Id, end, summary, entity.JobId))
            : publisher.Publish(new JobCompleted(entity.Id, end, summary, entity.JobId));
    }

    /// <summary>The answer to a step that is not to be published: it may not be taken, or was taken before. Under the lock.</summary>
    private PublishResult? Answer(Entity entity, EntityStatus status)
    {
        var known = table.StatusOf(entity.Id);
        if (known == status && table.EndOf(entity.Id) is { } end)
        {
            return end;
        }

        string? refusal = table.KindOf(entity.Id) is { } kind && kind != entity.Kind
            ? $"{entity} is known as a {EntityRules.Name(kind)}: an id stands for one entity"
            : known is { } from ? EntityRules.Refuse(entity, from, status)
            : EntityRules.RefuseUnknown(entity, status);
        if (refusal is null && status == EntityStatus.Created && entity.ParentId is { } parent)
        {
            refusal = EntityRules.RefuseBelow(entity, entity.ParentKind ?? table.KindOf(parent), table.StatusOf(parent));
        }

        if (refusal is null)
        {
            return null;
        }

        account.CountRefused();
        return new(PublishStatus.Refused, Guid.Empty, refusal);
    }

    private static bool IsOnItsWay(PublishResult result) => result.Status is not (PublishStatus.Refused or PublishStatus.Dropped);
}
