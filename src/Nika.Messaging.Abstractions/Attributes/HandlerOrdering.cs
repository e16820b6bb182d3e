namespace Nika.Messaging;

/// <summary>Which messages a concurrent handler gets one after another.</summary>
public enum HandlerOrdering
{
    /// <summary>None: whatever comes is handled as soon as there is room.</summary>
    None,

    /// <summary>Those of one entity (<c>entity_id</c>; without one, those of one stream). Different entities' run concurrently.</summary>
    PerEntity,
}
