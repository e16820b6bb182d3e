using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Nika.Messaging.Consuming;

namespace Nika.Messaging;

/// <summary>
/// A handler that is a loop elsewhere: what reaches it is given to whoever enumerates, and handled when the next is asked for. The rest,
/// lease, claims, renewals, acks, is the group's as for any handler.
/// </summary>
internal sealed class AlphaWatch : HandlerRegistration, IAsyncDisposable
{
    // At most one offer at a time, and the one a lost lease left behind. Whoever enumerates goes on where a handler would run, without a change of thread.
    private readonly Channel<Offer> offers = Channel.CreateUnbounded<Offer>(new() { SingleReader = true, AllowSynchronousContinuations = true });
    private readonly ConsumerHost host;
    private readonly Lock sync = new();
    private Task? closing;

    public AlphaWatch(string consumer, ConsumerEnvironment environment)
        : base(new HandlerDescriptor(typeof(AlphaWatch), ConsumerGroups.Orchestrator, [MessageDescriptor.Of<EntityTransition>()])
        {
            SignificantOnly = true,
            TimeLimit = Timeout.InfiniteTimeSpan,
            FlowsContext = false,
        })
    {
        host = new ConsumerHost([this], consumer, environment);
    }

    public override bool TakesAny => true;

    public override DispatchOutcome Dispatch(IServiceProvider services, ref Delivery delivery, MessageContext context, CancellationToken cancellationToken, out ValueTask handling)
    {
        var entityEvent = EntityEvent.Of(context, delivery.Data);
        handling = entityEvent is null ? ValueTask.CompletedTask : OfferAsync(entityEvent, cancellationToken);
        return DispatchOutcome.Started;
    }

    public async IAsyncEnumerable<EntityEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await host.StartAsync(cancellationToken).ConfigureAwait(false);
            while (await offers.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                while (offers.Reader.TryRead(out var offer))
                {
                    if (!offer.Taken.Task.IsCompleted)
                    {
                        yield return offer.Event;
                        _ = offer.Taken.TrySetResult();
                    }
                }
            }
        }
        finally
        {
            await DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Ends the reading: what was given out and not followed by the next is handed back.</summary>
    public ValueTask DisposeAsync()
    {
        lock (sync)
        {
            // Elsewhere: to complete the offers runs whoever waits for one, and so comes here again.
            return new(closing ??= Task.Run(CloseAsync));
        }
    }

    private async Task CloseAsync()
    {
        _ = offers.Writer.TryComplete();
        await host.StopAsync().ConfigureAwait(false);
        await host.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask OfferAsync(EntityEvent entityEvent, CancellationToken cancellationToken)
    {
        var offer = new Offer(entityEvent);
        using var registration = cancellationToken.Register(static state => ((Offer)state!).Taken.TrySetCanceled(), offer);
        if (!offers.Writer.TryWrite(offer))
        {
            // Closing: the token is about to be cancelled.
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
        }

        await offer.Taken.Task.ConfigureAwait(false);
    }

    private sealed record Offer(EntityEvent Event)
    {
        public TaskCompletionSource Taken { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
