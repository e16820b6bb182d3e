using System.Runtime.InteropServices;

namespace Nika.Messaging;

/// <summary>How the children of an entity stand: a count for each status.</summary>
/// <param name="Created">Created, and not started.</param>
/// <param name="Started">Started.</param>
/// <param name="Progress">In progress.</param>
/// <param name="Completed">Completed.</param>
/// <param name="Failed">Failed.</param>
/// <param name="Cancelled">Cancelled.</param>
/// <param name="IsExact">Whether the pod has seen the parent created and has forgotten none of its children since: then the counts are all it was told.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct EntityRollUp(int Created, int Started, int Progress, int Completed, int Failed, int Cancelled, bool IsExact)
{
    /// <summary>Children that have not ended.</summary>
    public int Open => Created + Started + Progress;

    /// <summary>Children that have ended.</summary>
    public int Ended => Completed + Failed + Cancelled;

    /// <summary>All children.</summary>
    public int Total => Open + Ended;
}
