using System.Collections.Immutable;
using System.Text;
using Microsoft.Extensions.Logging;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Consuming;

/// <summary>
/// The bells of a pod's groups: <c>nika:group:{group}</c>, a short stream on which members tell one another that entries were handed
/// back or a lease was given up. Read by one blocking reader for all groups: nobody polls. A bell that is missed costs time only,
/// since every claim round looks too.
/// </summary>
internal sealed class GroupBells(ImmutableArray<GroupConsumer> groups, ConsumerEnvironment environment) : IAsyncDisposable
{
    public const string ReleasedEvent = "released";
    public const string LeaseEvent = "lease";

    private const string KeyPrefix = "nika:group:";
    private const int MaxLength = 100;
    private static readonly TimeSpan TimeToLive = TimeSpan.FromHours(1);
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);

    private readonly ITailReader reader = environment.Store.OpenTail();
    private readonly CancellationTokenSource stopping = new();
    private Task running = Task.CompletedTask;

    public static string KeyOf(string group) => KeyPrefix + group;

    public static async ValueTask RingAsync(IStore store, string group, string consumer, string what, string stream, string offer, CancellationToken cancellationToken)
    {
        var buffer = new Utf8Buffer(256);
        var fields = new FieldWriter(buffer);
        fields.Field("event"u8, Encoding.UTF8.GetBytes(what));
        fields.Field("consumer"u8, Encoding.UTF8.GetBytes(consumer));
        fields.Field("stream"u8, Encoding.UTF8.GetBytes(stream));
        fields.Field("offer"u8, Encoding.UTF8.GetBytes(offer));
        fields.Complete();
        _ = await store.AppendAsync(KeyOf(group), buffer.WrittenSpan.ToArray(), TimeToLive, MaxLength, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask StartAsync(CancellationToken cancellationToken)
    {
        foreach (var group in groups)
        {
            var after = StreamId.Zero;
            try
            {
                after = await environment.Store.LastIdAsync(KeyOf(group.Group), cancellationToken).ConfigureAwait(false);
            }
            catch (StoreUnavailableException)
            {
                // Old bells make us look once more than needed.
            }

            reader.Add(KeyOf(group.Group), after);
        }

        running = RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(false);
        await reader.DisposeAsync().ConfigureAwait(false);
        stopping.Dispose();
    }

    private async Task RunAsync()
    {
        var batch = new EntryBatch();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await reader.ReadAsync(batch, MaxLength, stopping.Token).ConfigureAwait(false);
                for (int i = 0; i < batch.Count; i++)
                {
                    Hear(batch[i]);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                environment.Logger.ConsumerFailed(exception, "bells", PauseAfterFault.TotalMilliseconds);
                await Task.Delay(PauseAfterFault, environment.TimeProvider, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Hear(in StreamEntry bell)
    {
        foreach (var group in groups)
        {
            if (bell.Key.AsSpan(KeyPrefix.Length).SequenceEqual(group.Group))
            {
                group.Hear(Text(bell, "event"u8), Text(bell, "consumer"u8), Text(bell, "stream"u8), Text(bell, "offer"u8));
            }
        }
    }

    private static string Text(in StreamEntry entry, ReadOnlySpan<byte> field) =>
        entry.TryGet(field, out var value) ? Encoding.UTF8.GetString(value) : "";
}
