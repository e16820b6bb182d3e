namespace Nika.Messaging;

/// <summary>How a pod works on contracts.</summary>
public sealed class ContractOptions
{
    /// <summary>How long a claim lasts: a dead pod's step is taken over after that. It is renewed at a third of it while the pod works. Default 15 s. 300 ms to 1 h.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long to wait for news of a contract before looking all the same: a signal may be lost with the pod that owed it. Default 30 s. At least 100 ms.</summary>
    public TimeSpan Recheck { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What is wrong; null if nothing is.</summary>
    internal string? FindFault() =>
        Lease < TimeSpan.FromMilliseconds(300) || Lease > TimeSpan.FromHours(1) ? $"{nameof(Lease)} is {Lease}; allowed are 300 ms to 1 h."
        : Recheck < TimeSpan.FromMilliseconds(100) ? $"{nameof(Recheck)} is {Recheck}; at least 100 ms."
        : null;
}
