using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Logging;
using Nika.Messaging.Asking;
using Nika.Messaging.Publishing;

namespace Nika.Messaging.Consuming;

/// <summary>Decides what becomes of each entry: handled, acked unseen, handed back, or moved to the dead letters.</summary>
internal sealed class EntryProcessor(GroupMembership membership, FreeSlots<HandlerSlot> free)
{
    private readonly ConsumerEnvironment environment = membership.Environment;
    private readonly string group = membership.Group;

    /// <summary>Takes an entry that was just read into a slot: on its way to a handler, or settled on the spot. On the reading loop, in the order of the stream.</summary>
    /// <returns>Whether the slot is to be run now, by the caller.</returns>
    public bool Accept(HandlerSlot slot)
    {
        var entry = slot.Entry;
        (slot.Lane, slot.Message, slot.OrderedBy) = (null, null, null);
        (slot.Refusal, slot.RefusalCode) = (entry.ReadEnvelope(), RequestErrorCodes.Unreadable);
        if (slot.Refusal is not null)
        {
            return true;
        }

        environment.Watch(entry);
        FindHandler(entry.ToDelivery().Type, slot);
        bool isSkipped = ConsumerGroups.IsWorkers(group) && (slot.Message is null or { Layer: MessageLayer.EntityFeed }) && ConsumerGroups.WorkersSkip(group, in entry.Meta);
        if (isSkipped || (slot.Lane is null ? !ConsumerGroups.IsWorkers(group) : slot.Lane.Registration.Descriptor.SignificantOnly && !entry.Meta.IsSignificant))
        {
            Acknowledge(slot);
            return false;
        }

        if (entry.Deliveries > environment.Options.MaxDeliveries)
        {
            (slot.Refusal, slot.RefusalCode) = slot.Lane is null
                ? (HandlerPipeline.NoHandler, RequestErrorCodes.NoHandler)
                : ($"no consumer finished it in {environment.Options.MaxDeliveries} deliveries", RequestErrorCodes.HandlerFailed);
            slot.Lane = null;
            return true;
        }

        if (slot.Lane is null)
        {
            // A rolling update: others have the handler already, or still.
            var type = entry.ToDelivery().Type;
            environment.Logger.NoHandler(group, Encoding.UTF8.GetString(type[..Math.Min(type.Length, IdFormat.MaxLength)]));
            Release(slot, Offers.ToHandlersOf(type), wasTried: true);
            return false;
        }

        slot.OrderedBy = slot.Lane.IsOrdered ? entry.Meta.EntityId?.Value ?? entry.Identity.Key : null;
        return slot.Lane.TryBegin(slot);
    }

    /// <summary>Hands an entry back that nobody here has started to handle.</summary>
    public void ReturnUntried(HandlerSlot slot) => Release(slot, Offers.Anyone, wasTried: false);

    /// <summary>Handles the entry in a slot, or moves it to the dead letters. Call <see cref="Finish"/> after it.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask ProcessAsync(HandlerSlot slot)
    {
        var outcome = Outcome.Untried;
        try
        {
            if (slot.Refusal is { } refusal)
            {
                outcome = await DeadLetterAsync(slot, refusal, slot.RefusalCode).ConfigureAwait(false);
            }
            else if (membership.MayRead)
            {
                // Otherwise it has been waiting for its turn, and is another's by now to handle.
                outcome = await HandleAsync(slot).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            outcome = Outcome.Left;
            environment.Logger.ConsumerFailed(exception, group, 0);
        }

        switch (outcome)
        {
            case Outcome.Done:
                membership.Acks.Add(new(slot.Entry.Identity, slot.Hold));
                break;
            case Outcome.Stopped:
                membership.Releases.Add(new(slot.Entry.Identity, slot.Hold), Offers.Anyone, wasTried: true);
                break;
            case Outcome.Untried:
                membership.Releases.Add(new(slot.Entry.Identity, slot.Hold), Offers.Anyone, wasTried: false);
                break;
            default:
                membership.InFlight.Remove(slot.Entry.Identity, slot.Hold);
                break;
        }
    }

    /// <summary>Makes room for the next.</summary>
    public void Finish(HandlerSlot slot)
    {
        slot.Lane?.Done(slot);
        free.Add(slot);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Outcome> HandleAsync(HandlerSlot slot)
    {
        var entry = slot.Entry;
        var registration = slot.Lane!.Registration;
        if (ConsumerGroups.IsWorkers(group) && entry.Meta is { Status: EntityStatus.Created, JobId: { } job })
        {
            await environment.OnJobTaken(job).ConfigureAwait(false);
        }

        slot.Clock.Start(slot.Lane.TimeLimit);
        bool isRequest = IsRequest(entry);
        if (isRequest && !environment.Conversations.Running.TryBegin(entry, slot.Clock))
        {
            slot.Clock.Stop();
            return Outcome.Done;
        }

        try
        {
            string? error = await environment.Pipeline.HandleAsync(registration, entry, slot.Context, slot.Clock).ConfigureAwait(false);
            slot.Clock.Stop();
            if (error is not null)
            {
                return await DeadLetterAsync(slot, error).ConfigureAwait(false);
            }

            environment.Counters.CountHandled();
            return Outcome.Done;
        }
        catch (Exception) when (slot.Clock.IsWithdrawn)
        {
            slot.Clock.Stop();
            return Outcome.Done;
        }
        catch (RequestException exception) when (isRequest)
        {
            slot.Clock.Stop();
            environment.Counters.CountHandled();
            await environment.Conversations.Replier.FailAsync(slot.Context.Request, exception.Code, exception.Message, exception.IsRetriable).ConfigureAwait(false);
            return Outcome.Done;
        }
        catch (Exception exception) when (slot.Clock.IsFailure(exception))
        {
            slot.Clock.Stop();
            string error = $"{exception.GetType().Name}: {exception.Message}";
            if (slot.Clock.IsOverdue)
            {
                // Counted and logged at its limit.
                error = $"{registration.Descriptor.HandlerType.Name} took longer than its limit of {slot.Lane.TimeLimit.TotalSeconds:0.###} s ({error})";
            }
            else
            {
                environment.Counters.CountFailed();
                environment.Logger.HandlerFailed(exception, registration.Descriptor.HandlerType.Name, slot.Message!.Name, entry.Meta.Id, entry.Identity.Key, entry.Identity.Id.ToString(), entry.Deliveries, environment.Options.MaxDeliveries);
            }

            return IsLastDelivery(slot) ? await DeadLetterAsync(slot, error, RequestErrorCodes.HandlerFailed).ConfigureAwait(false) : Outcome.Left;
        }
        catch (OperationCanceledException)
        {
            slot.Clock.Stop();
            if (!slot.Context.HasReplied)
            {
                return Outcome.Stopped;
            }

            // Another pod would begin with the first part again.
            await environment.Conversations.Replier.FailAsync(slot.Context.Request, RequestErrorCodes.Interrupted, "the pod stopped", isRetriable: true).ConfigureAwait(false);
            return Outcome.Done;
        }
        finally
        {
            if (isRequest)
            {
                environment.Conversations.Running.End(entry, slot.Clock);
            }
        }
    }

    private static bool IsRequest(ReceivedEntry entry) => entry.Field(WireFields.Kind).SequenceEqual(WireFields.ValueOf(SignalKind.Request));

    // A request that is delivered once more only when nobody waits for it any more, or that was replied to in part, fails now: the asker learns why.
    private bool IsLastDelivery(HandlerSlot slot) =>
        slot.Entry is var entry
        && (entry.Deliveries >= environment.Options.MaxDeliveries
        || slot.Context.HasReplied
        || (IsRequest(entry) && RunningRequests.DeadlineOf(entry) <= environment.TimeProvider.GetUtcNow() + environment.Options.ClaimIdle));

    private async ValueTask<Outcome> DeadLetterAsync(HandlerSlot slot, string error, string code = RequestErrorCodes.Unreadable)
    {
        if (!await environment.DeadLetters.TryAddAsync(slot.Entry, group, membership.Consumer, error, CancellationToken.None).ConfigureAwait(false))
        {
            return Outcome.Left;
        }

        if (ConsumerGroups.IsWorkers(group))
        {
            environment.OnEntityLost(in slot.Entry.Meta, error);
        }

        // One without an id cannot be replied to.
        var entry = slot.Entry;
        if (IsRequest(entry) && entry.Meta.Id != Guid.Empty)
        {
            var request = new RequestOrigin(entry.Identity.Key, entry.Meta.Id, entry.Meta.CorrelationId);
            await environment.Conversations.Replier.FailAsync(request, code, error, isRetriable: code != RequestErrorCodes.Unreadable).ConfigureAwait(false);
        }

        return Outcome.Done;
    }

    private void FindHandler(ReadOnlySpan<byte> type, HandlerSlot slot)
    {
        foreach (var lane in membership.Lanes)
        {
            foreach (var message in lane.Registration.Descriptor.Messages)
            {
                if (lane.Registration.TakesAny || message.NameUtf8.SequenceEqual(type))
                {
                    (slot.Lane, slot.Message) = (lane, message);
                    return;
                }
            }
        }
    }

    private void Acknowledge(HandlerSlot slot)
    {
        membership.Acks.Add(new(slot.Entry.Identity, slot.Hold));
        free.Add(slot);
    }

    private void Release(HandlerSlot slot, string offer, bool wasTried)
    {
        membership.Releases.Add(new(slot.Entry.Identity, slot.Hold), offer, wasTried);
        free.Add(slot);
    }

    private enum Outcome
    {
        /// <summary>Done with: acked.</summary>
        Done,

        /// <summary>Stays pending, until someone claims it.</summary>
        Left,

        /// <summary>The pod stopped before the handler was done: for another.</summary>
        Stopped,

        /// <summary>Never started: for another.</summary>
        Untried,
    }
}
