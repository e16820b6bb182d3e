namespace Nika.Messaging.Streams;

/// <summary>Something asked of a contract. A contract of another name or version answers so, and is left alone.</summary>
/// <param name="Key">The hash.</param>
/// <param name="Name">The contract's name.</param>
/// <param name="Version">Its version.</param>
public abstract record ContractCommand(string Key, string Name, int Version)
{
    /// <summary>How long a contract lives after the last command that changed it: 2 h.</summary>
    public static readonly TimeSpan TimeToLive = TimeSpan.FromHours(2);
}
