namespace Nika.Messaging;

/// <summary>The pods of a swarm, as far as could be read.</summary>
/// <param name="Members">The pods of the last two hours, by name.</param>
/// <param name="Reason">Why the answer is not whole: the store is away, or there are more than were asked for. Null if it is.</param>
public sealed record Fleet(IReadOnlyList<FleetMember> Members, string? Reason)
{
    /// <summary>The pods that run and were heard of lately.</summary>
    public IEnumerable<FleetMember> Alive => Members.Where(static member => member.IsAlive);

    /// <summary>The pods that fell silent without having stopped.</summary>
    public IEnumerable<FleetMember> Lost => Members.Where(static member => member.IsLost);
}
