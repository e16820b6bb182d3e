namespace Nika.Messaging;

/// <summary><c>entity_transition</c> on the entity feed: an entity (PROJ, JOB, TASK, SUB) was created, moved on or ended.</summary>
/// <param name="EntityId">The entity.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Status">Where it stands now.</param>
/// <param name="Summary">What happened, for people and for memory.</param>
/// <param name="ParentId">The entity it is part of; null for a root.</param>
/// <param name="RootId">The hierarchy's root; null for a root.</param>
/// <param name="JobId">The job whose stream and working memory belong to it.</param>
/// <param name="Role">Who is meant to take it.</param>
/// <param name="Domain">The area of work, e.g. <c>hooks</c>.</param>
/// <param name="Intent">What the work is for, e.g. <c>refactor</c>.</param>
[Message("entity_transition")]
[EntityFeed]
public sealed partial record EntityTransition(
    EntityId EntityId,
    EntityKind Kind,
    EntityStatus Status,
    string Summary,
    EntityId? ParentId = null,
    EntityId? RootId = null,
    JobId? JobId = null,
    [Meta(MetaField.Role)] RoleName? Role = null,
    [Meta(MetaField.Domain)] string? Domain = null,
    [Meta(MetaField.Intent)] string? Intent = null);
