using System.Diagnostics;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Publishing;

/// <summary>Turns a message into its key and fields, once, in a buffer of the calling thread.</summary>
internal sealed class MessageEncoder(PodIdentity pod, TimeProvider timeProvider)
{
    [ThreadStatic]
    private static Utf8Buffer? threadBuffer;

    /// <summary>Encodes a stream message: <c>type</c>, <c>NIKA_META</c>, <c>data</c> and, where it has one, <c>kind</c>.</summary>
    /// <param name="message">The message.</param>
    /// <param name="header">What the runtime needs to know beside the bytes.</param>
    /// <param name="encoded">The key, then the fields; valid until the thread encodes again.</param>
    /// <returns>Null, or why the message is refused.</returns>
    public string? EncodeEntry<T>(in T message, out WriteHeader header, out Utf8Buffer encoded)
        where T : IStreamMessage<T>
    {
        if (Begin(in message, WriteKind.Append, out header, out var meta, out encoded) is { } refusal)
        {
            return refusal;
        }

        var descriptor = header.Descriptor;
        var fields = new FieldWriter(encoded);
        fields.Field(WireFields.Type, descriptor.NameUtf8);
        WriteMeta(ref fields, in meta);
        fields.Begin(WireFields.Data);
        T.WriteJson(in message, ref fields.Writer);
        fields.End();
        if (descriptor.Kind is { } kind)
        {
            fields.Field(WireFields.Kind, WireFields.ValueOf(kind));
        }

        if (IsRemembered(descriptor, in meta))
        {
            header.MemoryText = T.MemoryText(in message) ?? descriptor.Name;
        }

        return Finish(ref fields, descriptor);
    }

    /// <summary>Encodes a hash: <c>type</c> and <c>NIKA_META</c> (a contract has neither), then a field per member.</summary>
    /// <param name="message">The message.</param>
    /// <param name="header">What the runtime needs to know beside the bytes.</param>
    /// <param name="encoded">The key, then the fields; valid until the thread encodes again.</param>
    /// <returns>Null, or why the message is refused.</returns>
    public string? EncodeHash<T>(in T message, out WriteHeader header, out Utf8Buffer encoded)
        where T : IHashMessage<T>
    {
        if (Begin(in message, WriteKind.ReplaceHash, out header, out var meta, out encoded) is { } refusal)
        {
            return refusal;
        }

        var fields = new FieldWriter(encoded);
        if (header.Descriptor.Layer != MessageLayer.Contract)
        {
            fields.Field(WireFields.Type, header.Descriptor.NameUtf8);
            WriteMeta(ref fields, in meta);
        }

        T.WriteFields(in message, ref fields);
        return Finish(ref fields, header.Descriptor);
    }

    private static void WriteMeta(ref FieldWriter fields, in NikaMeta meta)
    {
        fields.Begin(WireFields.Meta);
        NikaMeta.WriteJson(in meta, ref fields.Writer);
        fields.End();
    }

    private static string? Finish(ref FieldWriter fields, MessageDescriptor descriptor)
    {
        fields.Complete();
        if (fields.Writer.Error is { } error)
        {
            return $"{descriptor.Name}: {error}";
        }

        return fields.PayloadBytes <= WireLimits.MaxMessageBytes
            ? null
            : $"{descriptor.Name} has {fields.PayloadBytes:N0} bytes; the limit is {WireLimits.MaxMessageBytes:N0} ({descriptor.KeyTemplate})";
    }

    private static bool IsRemembered(MessageDescriptor descriptor, in NikaMeta meta) => descriptor.Significance switch
    {
        Significance.Always => true,
        Significance.ByStatus => meta.IsSignificant,
        _ => false,
    };

    private string? Begin<T>(in T message, WriteKind kind, out WriteHeader header, out NikaMeta meta, out Utf8Buffer encoded)
        where T : IMessage<T>
    {
        encoded = threadBuffer ??= new Utf8Buffer(4096);
        encoded.Clear();
        header = default;
        meta = default;
        if (T.FindMissingId(in message) is { } missing)
        {
            return $"{T.Descriptor.Name}.{missing} is a default id: give it a value";
        }

        FillMeta(in message, ref meta);
        var key = new Utf8Writer(encoded);
        if (!T.TryWriteKey(in message, in meta, ref key))
        {
            return $"{T.Descriptor.Name}: the envelope has no value for a part of the key {T.Descriptor.KeyTemplate}";
        }

        key.Complete();
        header = new WriteHeader
        {
            Kind = kind,
            KeyLength = encoded.Length,
            Descriptor = T.Descriptor,
            Id = meta.Id,
            Entity = meta.EntityId ?? default,
        };
        return null;
    }

    // Members first, then what is still empty from the message being handled, then from the pod.
    private void FillMeta<T>(in T message, ref NikaMeta meta)
        where T : IMessage<T>
    {
        T.FillMeta(in message, ref meta);
        AmbientMessage.Current?.Fill(ref meta);
        meta.Timestamp = timeProvider.GetUtcNow();
        meta.Id = EnvelopeIds.Next(meta.Timestamp);
        meta.Type = T.Descriptor.Name;
        meta.Schema = T.Descriptor.Version;
        meta.Pod = pod.Pod;
        meta.SessionId ??= pod.Session;
        meta.Role ??= pod.Role;
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity)
        {
            meta.TraceParent = activity.Id;
        }
    }
}
