using System.Diagnostics;
using System.Text;
using Nika.Messaging.Asking;
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
    /// <param name="ask">What a request or reply says besides; null for everything else.</param>
    /// <returns>Null, or why the message is refused.</returns>
    public string? EncodeEntry<T>(in T message, out WriteHeader header, out Utf8Buffer encoded, AskFields? ask = null)
        where T : IStreamMessage<T>
    {
        if (Begin(in message, WriteKind.Append, null, ask, out header, out var meta, out encoded) is { } refusal)
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

        ask?.Write(ref fields);

        if (IsRemembered(descriptor, in meta))
        {
            header.MemoryText = T.MemoryText(in message) ?? descriptor.Name;
        }

        return Finish(ref fields, descriptor);
    }

    /// <summary>Encodes a hash under its type's own key.</summary>
    /// <inheritdoc cref="EncodeHash{T}(in T, string?, out WriteHeader, out Utf8Buffer)"/>
    public string? EncodeHash<T>(in T message, out WriteHeader header, out Utf8Buffer encoded)
        where T : IHashMessage<T> => EncodeHash(in message, null, out header, out encoded);

    /// <summary>Encodes a hash: <c>type</c> and <c>NIKA_META</c> (a contract has neither), then a field per member.</summary>
    /// <param name="message">The message.</param>
    /// <param name="header">What the runtime needs to know beside the bytes.</param>
    /// <param name="encoded">The key, then the fields; valid until the thread encodes again.</param>
    /// <param name="ownKey">The key of an artifact; null for the type's own key.</param>
    /// <returns>Null, or why the message is refused.</returns>
    public string? EncodeHash<T>(in T message, string? ownKey, out WriteHeader header, out Utf8Buffer encoded)
        where T : IHashMessage<T>
    {
        if (Begin(in message, WriteKind.ReplaceHash, ownKey, ask: null, out header, out var meta, out encoded) is { } refusal)
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

    /// <summary>Encodes any message as a hash: <c>type</c>, <c>NIKA_META</c> and <c>data</c>, as an entry has them.</summary>
    /// <param name="message">The message.</param>
    /// <param name="key">The hash.</param>
    /// <param name="header">What the runtime needs to know beside the bytes.</param>
    /// <param name="encoded">The key, then the fields; valid until the thread encodes again.</param>
    /// <returns>Null, or why the message is refused.</returns>
    public string? EncodeData<T>(in T message, string key, out WriteHeader header, out Utf8Buffer encoded)
        where T : IMessage<T>
    {
        if (Begin(in message, WriteKind.ReplaceHash, key, ask: null, out header, out var meta, out encoded) is { } refusal)
        {
            return refusal;
        }

        var fields = new FieldWriter(encoded);
        fields.Field(WireFields.Type, header.Descriptor.NameUtf8);
        WriteMeta(ref fields, in meta);
        fields.Begin(WireFields.Data);
        T.WriteJson(in message, ref fields.Writer);
        fields.End();
        return Finish(ref fields, header.Descriptor);
    }

    /// <summary>The stream a message would go to.</summary>
    /// <param name="message">The message.</param>
    /// <param name="key">Its key.</param>
    /// <returns>Null, or why the message is refused.</returns>
    public string? FindKey<T>(in T message, out string key)
        where T : IStreamMessage<T>
    {
        string? refusal = Begin(in message, WriteKind.Append, null, ask: null, out _, out _, out var encoded);
        key = refusal is null ? Encoding.UTF8.GetString(encoded.WrittenSpan) : "";
        return refusal;
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

    private string? Begin<T>(in T message, WriteKind kind, string? ownKey, AskFields? ask, out WriteHeader header, out NikaMeta meta, out Utf8Buffer encoded)
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

        FillMeta(in message, ref meta, ask);
        var key = new Utf8Writer(encoded);
        if (ownKey is not null)
        {
            key.Raw(Encoding.UTF8.GetBytes(ownKey));
        }
        else if (!T.TryWriteKey(in message, in meta, ref key))
        {
            return $"{T.Descriptor.Name}: the envelope has no value for a part of the key {T.Descriptor.KeyTemplate}";
        }

        key.Complete();
        if (ask?.ReplyTo is { } request && !request.IsOn(encoded.WrittenSpan))
        {
            return $"{T.Descriptor.Name} is for {Encoding.UTF8.GetString(encoded.WrittenSpan)}, but replies to a request on {request.Key}";
        }

        header = new WriteHeader
        {
            Kind = kind,
            KeyLength = encoded.Length,
            Descriptor = ownKey is null ? T.Descriptor : ArtifactDescriptor<T>.Value,
            Id = meta.Id,
            Entity = meta.EntityId ?? default,
        };
        return null;
    }

    // Members first, then what is still empty from the message being handled, then from the pod.
    private void FillMeta<T>(in T message, ref NikaMeta meta, AskFields? ask)
        where T : IMessage<T>
    {
        T.FillMeta(in message, ref meta);
        ask?.Fill(ref meta);
        AmbientMessage.Current?.Fill(ref meta);
        meta.Timestamp = timeProvider.GetUtcNow();
        meta.Id = ask?.Id ?? EnvelopeIds.Next(meta.Timestamp);
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
