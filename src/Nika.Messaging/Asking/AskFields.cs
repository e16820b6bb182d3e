using Nika.Messaging.Publishing;

namespace Nika.Messaging.Asking;

/// <summary>What the entry of a request or of a reply says besides its message.</summary>
internal sealed record AskFields
{
    /// <summary>The envelope's id, of a request: who waits for its reply must know it before it is sent. Null: a new one.</summary>
    public Guid? Id { get; init; }

    /// <summary>Until when somebody waits for the reply, by the asker's clock.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>The request that is replied to.</summary>
    public RequestOrigin? ReplyTo { get; init; }

    /// <summary>The number of a part, from 1 on; null for a reply that is whole.</summary>
    public long? Part { get; init; }

    /// <summary>A reply belongs to the request's conversation and is caused by the request, whatever is handled meanwhile.</summary>
    public void Fill(ref NikaMeta meta)
    {
        if (ReplyTo is { } request)
        {
            meta.CausationId = request.Id.ToString();
            meta.CorrelationId = request.CorrelationId ?? meta.CausationId;
        }
    }

    public void Write(ref FieldWriter fields)
    {
        fields.Writer.PlainText = true;
        if (Deadline is { } deadline)
        {
            fields.Begin(WireFields.Deadline);
            fields.Writer.UtcMicroseconds(deadline);
            fields.End();
        }

        if (ReplyTo is { } request)
        {
            fields.Begin(WireFields.ReplyTo);
            fields.Writer.Guid(request.Id);
            fields.End();
        }

        if (Part is { } part)
        {
            fields.Begin(WireFields.Part);
            fields.Writer.Int64(part);
            fields.End();
        }

        fields.Writer.PlainText = false;
    }
}
