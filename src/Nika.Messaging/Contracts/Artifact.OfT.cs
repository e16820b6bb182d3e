namespace Nika.Messaging;

/// <summary>How a step's input or output is kept in working memory. <see cref="Artifact"/> makes them.</summary>
/// <typeparam name="T">What a step takes or makes.</typeparam>
public abstract class Artifact<T>
{
    private protected Artifact()
    {
    }

    /// <summary>Writes it, and names the keys.</summary>
    /// <returns>Outcome none, or what is wrong.</returns>
    internal abstract ValueTask<ContractResult> WriteAsync(ContractRuntime contracts, string key, T value, List<string> written, CancellationToken cancellationToken);

    internal abstract ValueTask<HashRead<T>> ReadAsync(ContractRuntime contracts, IReadOnlyList<string> keys, CancellationToken cancellationToken);
}
