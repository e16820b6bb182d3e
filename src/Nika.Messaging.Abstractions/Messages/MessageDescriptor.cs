using System.Collections.Immutable;
using System.Text;

namespace Nika.Messaging;

/// <summary>What is the same for every message of a type. One instance a type, made by generated code.</summary>
/// <param name="messageType">The C# type.</param>
/// <param name="name">The wire name.</param>
/// <param name="layer">The layer.</param>
/// <param name="keyTemplate">The key with its placeholders.</param>
/// <param name="timeToLive">The key's time to live, renewed by every write.</param>
public sealed class MessageDescriptor(Type messageType, string name, MessageLayer layer, string keyTemplate, TimeSpan timeToLive)
{
    private readonly byte[] nameUtf8 = Encoding.UTF8.GetBytes(name);

    /// <summary>The C# type, for log messages.</summary>
    public Type MessageType { get; } = messageType;

    /// <summary>The wire name: the entry's <c>type</c>.</summary>
    public string Name { get; } = name;

    /// <summary>The wire name in UTF-8.</summary>
    public ReadOnlySpan<byte> NameUtf8 => nameUtf8;

    /// <summary>The message type's version: the envelope's <c>schema</c>. Default 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The layer.</summary>
    public MessageLayer Layer { get; } = layer;

    /// <summary>The key with its placeholders, e.g. <c>nika:ipc:{job_id}</c>.</summary>
    public string KeyTemplate { get; } = keyTemplate;

    /// <summary>Whether every message of the type has the same key.</summary>
    public bool HasFixedKey { get; } = !keyTemplate.Contains('{', StringComparison.Ordinal);

    /// <summary>The key's time to live, renewed by every write.</summary>
    public TimeSpan TimeToLive { get; } = timeToLive;

    /// <summary>About how many entries the stream keeps (<c>MAXLEN ~</c>); null if not bounded by number.</summary>
    public long? MaxLength { get; init; }

    /// <summary>How long entries are kept (<c>MINID ~</c>); null if not bounded by age.</summary>
    public TimeSpan? Retention { get; init; }

    /// <summary>The <c>kind</c> field on <c>nika:ipc:*</c>; null elsewhere.</summary>
    public SignalKind? Kind { get; init; }

    /// <summary>Whether delivered messages are written to the JSONL bus: orchestration messages and entity transitions.</summary>
    public bool IsJournaled => Layer is MessageLayer.Bus or MessageLayer.EntityFeed;

    /// <summary>Which messages reach memory.</summary>
    public Significance Significance { get; init; }

    /// <summary>The members that memory can be asked for; empty if no message of the type reaches it.</summary>
    public ImmutableArray<MemoryField> MemoryFields { get; init; } = [];

    /// <summary>The wire name of the member under whose text memory finds a message; null if there is none: then it is the type's name.</summary>
    public string? MemoryTextMember { get; init; }

    /// <summary>The descriptor of a message type.</summary>
    /// <typeparam name="T">The message type.</typeparam>
    public static MessageDescriptor Of<T>()
        where T : IMessage<T> => T.Descriptor;

    /// <summary>Name, version, layer and key.</summary>
    public override string ToString() => $"{Name} v{Version} ({Layer}, {KeyTemplate})";
}
