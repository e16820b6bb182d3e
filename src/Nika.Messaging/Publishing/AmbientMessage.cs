namespace Nika.Messaging.Publishing;

/// <summary>
/// The message being handled, as the ambient context of what the handler publishes: same job and correlation, caused by it, and,
/// if the new message names no entity of its own, about the same entity.
/// </summary>
internal sealed class AmbientMessage
{
    private static readonly AsyncLocal<AmbientMessage?> Local = new();

    private readonly NikaMeta meta;
    private string? causationId;

    public AmbientMessage(in NikaMeta meta) => this.meta = meta;

    // Made when the handler publishes, which not every one does.
    private string CausationId => causationId ??= meta.Id.ToString();

    public static AmbientMessage? Current
    {
        get => Local.Value;
        set => Local.Value = value;
    }

    public void Fill(ref NikaMeta target)
    {
        target.JobId ??= meta.JobId;
        target.Domain ??= meta.Domain;
        target.Intent ??= meta.Intent;
        target.CausationId ??= CausationId;
        target.CorrelationId ??= meta.CorrelationId ?? CausationId;
        if (target.EntityId is null)
        {
            target.EntityId = meta.EntityId;
            target.EntityKind ??= meta.EntityKind;
            target.ParentId ??= meta.ParentId;
            target.RootId ??= meta.RootId;
        }
    }
}
