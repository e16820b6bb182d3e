namespace Nika.Messaging.Streams.Embedded;

/// <content>Contracts.</content>
public sealed partial class EmbeddedStore
{
    /// <inheritdoc/>
    public ValueTask<ContractReply> ContractAsync(ContractCommand command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        cancellationToken.ThrowIfCancellationRequested();
        lock (Sync)
        {
            return ValueTask.FromResult(keyspace.Contract(command));
        }
    }
}
