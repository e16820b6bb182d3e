using System.Collections.Immutable;

namespace Nika.Messaging;

/// <content>The envelope as one JSON object, version 1.</content>
public partial record struct NikaMeta
{
    /// <summary>The longest of the envelope's strings and tags, in UTF-16 code units.</summary>
    public const int MaxTextLength = 256;

    /// <summary>
    /// Writes the envelope as one JSON object, whatever the writer's mode: <c>v</c> first, members in their documented order, absent when null, default or empty.
    /// Allocates nothing. <see cref="Utf8Writer.Error"/> is set if <see cref="Type"/> is null, a string is longer than
    /// <see cref="MaxTextLength"/>, there are more than <see cref="MaxTags"/> tags or a null one, or an enum has no such value.
    /// </summary>
    /// <param name="meta">The envelope.</param>
    /// <param name="writer">Where it goes.</param>
    public static void WriteJson(in NikaMeta meta, ref Utf8Writer writer)
    {
        bool plainText = writer.PlainText;
        writer.PlainText = false;
        writer.Raw("{\"v\":1,\"id\":"u8);
        writer.Guid(meta.Id);
        writer.Raw(",\"ts\":"u8);
        writer.UtcMicroseconds(meta.Timestamp);
        writer.Raw(",\"type\":"u8);
        if (meta.Type is null)
        {
            writer.Fail("NIKA_META has no type");
        }

        WriteBounded(meta.Type, ref writer);
        writer.Raw(",\"schema\":"u8);
        writer.Int64(meta.Schema);
        WriteId(",\"pod\":"u8, meta.Pod, ref writer);
        WriteId(",\"session_id\":"u8, meta.SessionId.GetValueOrDefault(), ref writer);
        WriteId(",\"entity_id\":"u8, meta.EntityId.GetValueOrDefault(), ref writer);
        if (meta.EntityKind is { } kind)
        {
            WriteName(",\"entity_kind\":"u8, NameOf(kind), "entity_kind has no such value", ref writer);
        }

        WriteId(",\"parent_id\":"u8, meta.ParentId.GetValueOrDefault(), ref writer);
        WriteId(",\"root_id\":"u8, meta.RootId.GetValueOrDefault(), ref writer);
        WriteId(",\"job_id\":"u8, meta.JobId.GetValueOrDefault(), ref writer);
        WriteId(",\"role\":"u8, meta.Role.GetValueOrDefault(), ref writer);
        if (meta.Status is { } status)
        {
            WriteName(",\"status\":"u8, NameOf(status), "status has no such value", ref writer);
        }

        WriteText(",\"domain\":"u8, meta.Domain, ref writer);
        WriteText(",\"intent\":"u8, meta.Intent, ref writer);
        WriteText(",\"correlation_id\":"u8, meta.CorrelationId, ref writer);
        WriteText(",\"causation_id\":"u8, meta.CausationId, ref writer);
        WriteText(",\"traceparent\":"u8, meta.TraceParent, ref writer);
        WriteTags(meta.Tags, ref writer);
        writer.Raw("}"u8);
        writer.PlainText = plainText;
    }

    private static void WriteId<TId>(scoped ReadOnlySpan<byte> name, in TId id, ref Utf8Writer writer)
        where TId : struct, IId<TId>
    {
        if (!id.IsDefault)
        {
            writer.Raw(name);
            writer.Id(id);
        }
    }

    private static void WriteText(scoped ReadOnlySpan<byte> name, string? text, ref Utf8Writer writer)
    {
        if (text is not null)
        {
            writer.Raw(name);
            WriteBounded(text, ref writer);
        }
    }

    private static void WriteName(scoped ReadOnlySpan<byte> name, scoped ReadOnlySpan<byte> value, string fault, ref Utf8Writer writer)
    {
        if (value.IsEmpty)
        {
            writer.Fail("NIKA_META: " + fault);
        }

        writer.Raw(name);
        writer.Utf8String(value);
    }

    private static void WriteTags(ImmutableArray<string> tags, ref Utf8Writer writer)
    {
        if (tags.IsDefaultOrEmpty)
        {
            return;
        }

        if (tags.Length > MaxTags)
        {
            writer.Fail($"NIKA_META carries {tags.Length} tags, at most {MaxTags}");
        }

        scoped ReadOnlySpan<byte> separator = ",\"tags\":["u8;
        foreach (string? tag in tags)
        {
            if (tag is null)
            {
                writer.Fail("A tag of NIKA_META is null");
            }

            writer.Raw(separator);
            WriteBounded(tag, ref writer);
            separator = ","u8;
        }

        writer.Raw("]"u8);
    }

    private static void WriteBounded(string? text, ref Utf8Writer writer)
    {
        if (text?.Length > MaxTextLength)
        {
            writer.Fail($"A text of NIKA_META has {text.Length} characters, at most {MaxTextLength}");
        }

        writer.String(text);
    }

    private static ReadOnlySpan<byte> NameOf(EntityKind kind) => kind switch
    {
        Messaging.EntityKind.Project => "PROJ"u8,
        Messaging.EntityKind.Job => "JOB"u8,
        Messaging.EntityKind.Task => "TASK"u8,
        Messaging.EntityKind.Sub => "SUB"u8,
        _ => default,
    };

    private static ReadOnlySpan<byte> NameOf(EntityStatus status) => status switch
    {
        EntityStatus.Created => "created"u8,
        EntityStatus.Started => "started"u8,
        EntityStatus.Progress => "progress"u8,
        EntityStatus.Completed => "completed"u8,
        EntityStatus.Failed => "failed"u8,
        EntityStatus.Cancelled => "cancelled"u8,
        _ => default,
    };
}
