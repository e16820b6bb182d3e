using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Nika.Messaging.Asking;
using Nika.Messaging.Publishing;
using Nika.Messaging.Telemetry;

namespace Nika.Messaging.Consuming;

/// <summary>Carries one entry to a handler: a scope, the filters, the ambient context, the call.</summary>
internal sealed class HandlerPipeline(IServiceProvider services, ImmutableArray<IHandlerFilter> filters, Replier replier, PodActivity activity)
{
    // A container without scopes (the builder without DI) serves every message from the root.
    private readonly IServiceScopeFactory? scopes = services.GetService<IServiceScopeFactory>();

    /// <summary>Handles the entry. An exception of the handler or of a filter comes out of the task.</summary>
    /// <returns>Null when handled, or why the entry could not be read; <see cref="NoHandler"/> if the handler has no method for it.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<string?> HandleAsync(HandlerRegistration registration, ReceivedEntry entry, MessageContext context, HandlingClock clock)
    {
        var cancellationToken = clock.Token;
        context.Set(in entry.Meta, entry.Identity.Key, registration.Descriptor.Group, entry.Identity.Id, Math.Max(entry.Deliveries, 1), entry.Has(WireFields.Replayed));
        context.AllowReplies(replier, RunningRequests.DeadlineOf(entry));
        if (registration.Descriptor.FlowsContext)
        {
            AmbientMessage.Current = new AmbientMessage(in entry.Meta);
        }

        var scope = scopes?.CreateScope();
        activity.Begin(in entry.Meta);
        try
        {
            foreach (var filter in filters)
            {
                await filter.BeforeAsync(context, cancellationToken).ConfigureAwait(false);
            }

            string? error = Dispatch(registration, entry, scope?.ServiceProvider ?? services, context, cancellationToken, out var handling);
            await handling.ConfigureAwait(false);
            if (error is not null)
            {
                return error;
            }

            for (int i = filters.Length - 1; i >= 0; i--)
            {
                await filters[i].AfterAsync(context, cancellationToken).ConfigureAwait(false);
            }

            return null;
        }
        catch (Exception exception) when (clock.IsFailure(exception))
        {
            for (int i = filters.Length - 1; i >= 0; i--)
            {
                await filters[i].OnErrorAsync(context, exception, cancellationToken).ConfigureAwait(false);
            }

            throw;
        }
        finally
        {
            AmbientMessage.Current = null;
            activity.End();
            if (scope is IAsyncDisposable asyncScope)
            {
                await asyncScope.DisposeAsync().ConfigureAwait(false);
            }
            else
            {
                scope?.Dispose();
            }
        }
    }

    /// <summary>What <see cref="HandleAsync"/> returns when the handler has no method for the entry's type.</summary>
    public const string NoHandler = "no handler";

    private static string? Dispatch(HandlerRegistration registration, ReceivedEntry entry, IServiceProvider services, MessageContext context, CancellationToken cancellationToken, out ValueTask handling)
    {
        var delivery = entry.ToDelivery();
        return registration.Dispatch(services, ref delivery, context, cancellationToken, out handling) switch
        {
            DispatchOutcome.Started => null,
            DispatchOutcome.NoHandler => NoHandler,
            _ => $"data: {delivery.Error}",
        };
    }
}
