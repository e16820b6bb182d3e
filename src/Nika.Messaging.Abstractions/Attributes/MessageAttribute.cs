namespace Nika.Messaging;


/// <summary>
/// Declares a message type. The generator emits its JSON writer and reader, key, time to live, envelope and publish stub.
/// The type must be a partial record, class or struct and carry exactly one layer attribute
/// (<see cref="SignalAttribute"/>, <see cref="WorkingMemoryAttribute"/>, <see cref="ContractAttribute"/>, <see cref="EntityFeedAttribute"/>,
/// <see cref="TelemetryAttribute"/>, <see cref="BusMessageAttribute"/>, <see cref="StreamAttribute"/> or <see cref="HashAttribute"/>).
/// </summary>
/// <param name="name">The wire name, the <c>type</c> field of every entry: lower-case words joined by <c>_</c>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class MessageAttribute(string name) : Attribute
{
    /// <summary>The wire name, the <c>type</c> field of every entry.</summary>
    public string Name { get; } = name;

    /// <summary>The message type's own version, <c>schema</c> in the envelope. Default 1.</summary>
    public int Version { get; set; } = 1;
}
