using Nika.Messaging.Streams;

namespace Nika.Messaging;

/// <summary>A significant transition, as Alpha sees it, whatever message type it came in.</summary>
/// <param name="EntityId">The entity.</param>
/// <param name="Status">Where it stands now.</param>
/// <param name="Summary">What happened: the message's member <c>summary</c>; null if it has none.</param>
/// <param name="Meta">The whole envelope.</param>
/// <param name="EntryId">The entry's id in the feed.</param>
/// <param name="Attempt">How often it was given out, this time included. Events come at least once; the idempotency key is the envelope's id.</param>
/// <param name="IsReplayed">Whether it was replayed from a local log after an outage.</param>
public sealed record EntityEvent(EntityId EntityId, EntityStatus Status, string? Summary, NikaMeta Meta, StreamId EntryId, long Attempt, bool IsReplayed)
{
    /// <summary>What the entity is; null if the envelope does not say.</summary>
    public EntityKind? Kind => Meta.EntityKind;

    /// <summary>The root of the hierarchy it is part of: itself, if it is one.</summary>
    public EntityId RootId => Meta.RootId ?? EntityId;

    internal static EntityEvent? Of(MessageContext context, ReadOnlySpan<byte> data) => context.Meta is { EntityId: { } entity, Status: { } status }
        ? new(entity, status, SummaryIn(data), context.Meta, context.EntryId, context.Attempt, context.IsReplayed)
        : null;

    private static string? SummaryIn(ReadOnlySpan<byte> data)
    {
        var reader = new JsonReader(data);
        _ = reader.BeginObject();
        while (reader.NextMember(out var name))
        {
            if (name.SequenceEqual("summary"u8))
            {
                return reader.TryReadString(out string? summary) ? summary : null;
            }

            _ = reader.SkipValue();
        }

        return null;
    }
}
