using System.Collections.Concurrent;

namespace Nika.Messaging.Faults;

/// <summary>What each group has handled, and how often.</summary>
internal sealed class HandledLedger
{
    private readonly ConcurrentDictionary<(string Group, Guid Id), int> times = new();

    public static IReadOnlyList<string> Groups { get; } = [ConsumerGroups.Orchestrator, ConsumerGroups.Monitor, ConsumerGroups.Worker];

    public Task NoteAsync(string group, Guid id)
    {
        _ = times.AddOrUpdate((group, id), 1, static (_, before) => before + 1);
        return Task.CompletedTask;
    }

    public bool Has(string group, Guid id) => times.ContainsKey((group, id));

    public bool HasEverywhere(Guid id) => Groups.All(group => Has(group, id));

    /// <summary>How many deliveries were repeated: handlers are at-least-once.</summary>
    public int Repeated => times.Values.Sum(static count => count - 1);
}
