namespace Nika.Messaging;

/// <summary>
/// What a pod knows of entities: where each stands, and how its children do. Bounded: the entity that was heard of longest ago is
/// forgotten for a new one, whose place it gives. Not safe for several threads; <see cref="Entities"/> locks.
/// </summary>
/// <param name="capacity">The most entities, at least 2: one and its parent.</param>
internal sealed class EntityTable(int capacity)
{
    private const int Statuses = (int)EntityStatus.Cancelled + 1;

    private readonly Dictionary<EntityId, Node> nodes = [];
    private readonly LinkedList<Node> order = new();

    public int Count => nodes.Count;

    public EntityStatus? StatusOf(EntityId id) => nodes.TryGetValue(id, out var node) ? node.Status : null;

    public EntityKind? KindOf(EntityId id) => nodes.TryGetValue(id, out var node) ? node.Kind : null;

    /// <summary>The publish that ended an entity; null if it has not ended.</summary>
    public PublishResult? EndOf(EntityId id) => nodes.TryGetValue(id, out var node) && node.Status is { } status && EntityRules.IsEnd(status) ? node.End : null;

    /// <summary>An entity stands here now.</summary>
    /// <param name="id">The entity.</param>
    /// <param name="kind">What it is; null if nobody said.</param>
    /// <param name="parent">Its parent.</param>
    /// <param name="status">Where it stands; null: not known.</param>
    /// <param name="message">The message that says so.</param>
    public void Set(EntityId id, EntityKind? kind, EntityId? parent, EntityStatus? status, PublishResult message)
    {
        var node = Touch(id);
        node.Kind = kind ?? node.Kind;
        node.ParentId = parent ?? node.ParentId;
        node.End = message;
        node.IsExact |= status == EntityStatus.Created && node.Status is null && node.ChildrenSeen == 0;
        if (node.ParentId is { } parentId && parentId != id)
        {
            // Heard of after its children, so that they are forgotten before it.
            var above = Touch(parentId);
            above.Count(node.Status, -1);
            above.Count(status, 1);
        }

        node.Status = status;
    }

    public EntityRollUp RollUpOf(EntityId parent) => nodes.TryGetValue(parent, out var node) && node.Children is { } children
        ? new(children[0], children[1], children[2], children[3], children[4], children[5], node.IsExact)
        : new(0, 0, 0, 0, 0, 0, node?.IsExact ?? false);

    private Node Touch(EntityId id)
    {
        if (nodes.TryGetValue(id, out var known))
        {
            order.Remove(known.Place);
            order.AddLast(known.Place);
            return known;
        }

        var node = nodes.Count < capacity ? new Node() : Forget();
        node.Id = id;
        nodes.Add(id, node);
        order.AddLast(node.Place);
        return node;
    }

    private Node Forget()
    {
        var node = order.First!.Value;
        order.RemoveFirst();
        _ = nodes.Remove(node.Id);
        if (node.ParentId is { } parent && nodes.TryGetValue(parent, out var above))
        {
            above.IsExact = false;
        }

        node.Clear();
        return node;
    }

    private sealed class Node
    {
        public Node() => Place = new(this);

        public LinkedListNode<Node> Place { get; }

        public EntityId Id { get; set; }

        public EntityKind? Kind { get; set; }

        public EntityId? ParentId { get; set; }

        public EntityStatus? Status { get; set; }

        public PublishResult End { get; set; }

        public bool IsExact { get; set; }

        public int ChildrenSeen { get; private set; }

        public int[]? Children { get; private set; }

        public void Count(EntityStatus? status, int by)
        {
            if (status is { } counted)
            {
                Children ??= new int[Statuses];
                Children[(int)counted] += by;
                ChildrenSeen++;
            }
        }

        public void Clear()
        {
            (Kind, ParentId, Status, End, IsExact, ChildrenSeen) = (null, null, null, default, false, 0);
            Children?.AsSpan().Clear();
        }
    }
}
