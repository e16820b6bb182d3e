using Microsoft.Extensions.Logging;
using Nika.Messaging.Redis.Commands;
using Nika.Messaging.Redis.Connections;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Redis.Reading;

/// <summary>Wakes blocked reads from the command connection. Where the user lacks the right, readers wait in shorter steps instead.</summary>
internal sealed class ReaderWaker(StoreCommands commands, Connector connector)
{
    private const int MostDoublings = 6;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(1);

    private volatile bool isRefused;

    /// <summary>How long reads block where they cannot be woken.</summary>
    public static TimeSpan BlockWithoutWaking { get; } = TimeSpan.FromMilliseconds(250);

    public bool IsRefused => isRefused;

    /// <summary>Unblocks a connection, and pauses for the reader to notice: 1 ms, doubled each time, at most 64 ms.</summary>
    public async Task WakeAsync(long clientId, int attempt)
    {
        try
        {
            if (clientId != 0 && !isRefused && await commands.UnblockAsync(clientId, CancellationToken.None).ConfigureAwait(false) is { } refusal && refusal.IsNoPermission)
            {
                isRefused = true;
                connector.Logger.UnblockRefused(refusal.Text, BlockWithoutWaking.TotalMilliseconds);
            }
        }
        catch (StoreUnavailableException)
        {
            // The reader's own connection is as good as lost too, or its wait ends by itself.
        }

        await Task.Delay(FirstPause * (1 << Math.Min(attempt, MostDoublings)), connector.TimeProvider).ConfigureAwait(false);
    }
}
