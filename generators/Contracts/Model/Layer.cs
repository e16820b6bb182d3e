namespace Nika.Messaging.Contracts;

/// <summary>The layers, named as the values of <c>MessageLayer</c> are.</summary>
internal enum Layer
{
    Stream,
    Hash,
    Signal,
    WorkingMemory,
    Contract,
    EntityFeed,
    Telemetry,
    Bus,
}
