using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Nika.Messaging;

public partial record struct NikaMeta
{
    /// <summary>
    /// Reads an envelope from one JSON object. Members that are not known are ignored, those that are null count as absent. Required: <c>id</c>, <c>ts</c> and
    /// <c>type</c>. <c>v</c> is 1 or more, 1 if absent: a later version may add members, not change these. <c>schema</c> is 1 if absent. A
    /// fault: a member twice, an unknown status or kind, an id that is none, more than <see cref="MaxTags"/> tags, a string or tag
    /// longer than <see cref="MaxTextLength"/>. Any guid is an id, and <c>traceparent</c> is taken as it is: a foreign pod's envelope is no worse for them.
    /// </summary>
    /// <param name="reader">The reader; on failure it holds the reason, the path and the offset.</param>
    /// <param name="meta">The envelope; default on a fault.</param>
    public static bool TryReadJson(ref JsonReader reader, out NikaMeta meta)
    {
        meta = new NikaMeta { Schema = 1 };
        if (ReadMembers(ref reader, ref meta))
        {
            return true;
        }

        meta = default;
        return false;
    }

    private static bool ReadMembers(ref JsonReader reader, ref NikaMeta meta)
    {
        if (!reader.BeginObject())
        {
            return false;
        }

        var seen = Members.None;
        var given = Members.None;
        while (reader.NextMember(out ReadOnlySpan<byte> name))
        {
            Members member = MemberOf(name);
            if (member == Members.None)
            {
                if (!reader.SkipValue())
                {
                    return false;
                }

                continue;
            }

            if ((seen & member) != Members.None)
            {
                return reader.FailDuplicate(WireName(member));
            }

            seen |= member;
            if (reader.TryReadNull())
            {
                continue;
            }

            given |= member;
            if (!ReadMember(member, ref reader, ref meta))
            {
                return false;
            }
        }

        if (reader.Failed)
        {
            return false;
        }

        const Members Required = Members.Id | Members.Timestamp | Members.Type;
        Members missing = Required & ~given;
        return missing == Members.None || reader.FailMissing(WireName((Members)(1 << System.Numerics.BitOperations.TrailingZeroCount((int)missing))));
    }

    private static bool ReadMember(Members member, ref JsonReader reader, ref NikaMeta meta)
    {
        switch (member)
        {
            case Members.Version:
                return reader.TryReadInt32(out int version) && (version >= FormatVersion || reader.Fail($"The envelope's version is {FormatVersion} or more"));
            case Members.Id:
                bool read = reader.TryReadGuid(out Guid id);
                meta.Id = id;
                return read;
            case Members.Timestamp:
                read = reader.TryReadDateTimeOffset(out DateTimeOffset timestamp);
                meta.Timestamp = timestamp;
                return read;
            case Members.Type:
                read = ReadText(ref reader, out string? type);
                meta.Type = type!;
                return read;
            case Members.Schema:
                read = reader.TryReadInt32(out int schema);
                meta.Schema = schema;
                return read;
            case Members.Pod:
                read = reader.TryReadId(out PodName pod);
                meta.Pod = pod;
                return read;
            case Members.SessionId:
                read = reader.TryReadId(out SessionId session);
                meta.SessionId = session;
                return read;
            case Members.EntityId:
                read = reader.TryReadId(out EntityId entity);
                meta.EntityId = entity;
                return read;
            case Members.EntityKind:
                read = ReadKind(ref reader, out EntityKind kind);
                meta.EntityKind = kind;
                return read;
            case Members.ParentId:
                read = reader.TryReadId(out EntityId parent);
                meta.ParentId = parent;
                return read;
            case Members.RootId:
                read = reader.TryReadId(out EntityId root);
                meta.RootId = root;
                return read;
            case Members.JobId:
                read = reader.TryReadId(out JobId job);
                meta.JobId = job;
                return read;
            case Members.Role:
                read = reader.TryReadId(out RoleName role);
                meta.Role = role;
                return read;
            case Members.Status:
                read = ReadStatus(ref reader, out EntityStatus status);
                meta.Status = status;
                return read;
            case Members.Domain:
                read = ReadText(ref reader, out string? text);
                meta.Domain = text;
                return read;
            case Members.Intent:
                read = ReadText(ref reader, out text);
                meta.Intent = text;
                return read;
            case Members.CorrelationId:
                read = ReadText(ref reader, out text);
                meta.CorrelationId = text;
                return read;
            case Members.CausationId:
                read = ReadText(ref reader, out text, isRecurring: false);
                meta.CausationId = text;
                return read;
            case Members.TraceParent:
                read = ReadText(ref reader, out text, isRecurring: false);
                meta.TraceParent = text;
                return read;
            default:
                read = ReadTags(ref reader, out ImmutableArray<string> tags);
                meta.Tags = tags;
                return read;
        }
    }

    private static bool ReadText(ref JsonReader reader, out string? text, bool isRecurring = true)
    {
        bool read = isRecurring ? reader.TryReadPooled(out text) : reader.TryReadString(out text);
        return read && (text.Length <= MaxTextLength || reader.Fail($"A text of the envelope has at most {MaxTextLength} characters, this one {text.Length}"));
    }

    private static bool ReadTags(ref JsonReader reader, out ImmutableArray<string> tags)
    {
        tags = default;
        if (!reader.BeginArray())
        {
            return false;
        }

        TagList read = default;
        int count = 0;
        while (reader.NextElement())
        {
            if (count == MaxTags)
            {
                return reader.Fail($"An envelope carries at most {MaxTags} tags");
            }

            if (!ReadText(ref reader, out string? tag))
            {
                return false;
            }

            read[count++] = tag!;
        }

        tags = count == 0 ? default : TagPool.Get(((ReadOnlySpan<string>)read)[..count]);
        return !reader.Failed;
    }

    private static bool ReadKind(ref JsonReader reader, out EntityKind kind)
    {
        kind = default;
        if (!reader.TryReadUtf8(out ReadOnlySpan<byte> name))
        {
            return false;
        }

        for (; kind <= Messaging.EntityKind.Sub; kind++)
        {
            if (name.SequenceEqual(NameOf(kind)))
            {
                return true;
            }
        }

        return reader.FailUnknown("entity_kind (PROJ, JOB, TASK or SUB)", name);
    }

    private static bool ReadStatus(ref JsonReader reader, out EntityStatus status)
    {
        status = default;
        if (!reader.TryReadUtf8(out ReadOnlySpan<byte> name))
        {
            return false;
        }

        for (; status <= EntityStatus.Cancelled; status++)
        {
            if (name.SequenceEqual(NameOf(status)))
            {
                return true;
            }
        }

        return reader.FailUnknown("status (created, started, progress, completed, failed or cancelled)", name);
    }

    [InlineArray(MaxTags)]
    private struct TagList
    {
        private string first;
    }
}
