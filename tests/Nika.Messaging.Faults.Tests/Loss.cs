namespace Nika.Messaging.Faults;

/// <summary>What may be missing in the end, and only this.</summary>
internal enum Loss
{
    /// <summary>Nothing: the server keeps what it acknowledged.</summary>
    None,

    /// <summary>What the server acknowledged and then lost itself: killed without an append-only file, flushed, a key deleted.</summary>
    ByServer,
}
