using System.Collections.Immutable;

namespace Nika.Messaging;

/// <summary>How a job's contract stands: what anybody can read of it.</summary>
/// <param name="Name">The contract's name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Status">Running, completed or failed.</param>
/// <param name="Steps">Its steps, by number.</param>
public sealed record ContractState(string Name, int Version, StepStatus Status, ImmutableArray<StepState> Steps);
