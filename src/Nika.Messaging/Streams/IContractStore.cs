namespace Nika.Messaging.Streams;

/// <summary>
/// The state machine of a contract: hash <c>nika:contract:{job_id}</c>. A command is one step on that key alone, by the store's clock; the conformance
/// suite holds all stores to the same answers.
/// </summary>
public interface IContractStore
{
    /// <summary>Carries out a command. Never makes a key but with <see cref="StartContract"/>, and never leaves one without an expiry.</summary>
    /// <param name="command">The command.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="StoreUnavailableException">The store is away; or the key holds something else than a hash.</exception>
    ValueTask<ContractReply> ContractAsync(ContractCommand command, CancellationToken cancellationToken);
}
