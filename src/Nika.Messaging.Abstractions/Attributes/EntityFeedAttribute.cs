namespace Nika.Messaging;


/// <summary>
/// The entity feed: stream <c>nika:feed:entities</c>, whose entries are kept for 24 h. Journaled; significant ones reach memory.
/// The type needs a member <c>EntityId</c> of type <see cref="EntityId"/> and a member of type <see cref="EntityStatus"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class EntityFeedAttribute : Attribute;
