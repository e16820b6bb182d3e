using System.Runtime.CompilerServices;

namespace Nika.Messaging;

/// <summary>Clients of a pod, and what they are made of.</summary>
public static class NikaClientExtensions
{
    /// <summary>A client of the pod. It holds nothing: make one whenever it is needed.</summary>
    /// <typeparam name="TClient">A <see cref="NikaClientAttribute"/> interface.</typeparam>
    /// <param name="nika">The pod.</param>
    public static TClient Client<TClient>(this INika nika)
        where TClient : class, INikaClient<TClient> => TClient.Create(nika);

    /// <summary>Reads a stream as <see cref="INika.SubscribeAsync"/> does, for those who need no envelopes.</summary>
    /// <typeparam name="T">The message type; entries of other types are passed over, malformed ones too (counted and logged).</typeparam>
    /// <param name="nika">The pod.</param>
    /// <param name="key">The stream, from the generated <c>KeyFor</c>.</param>
    /// <param name="cancellationToken">Ends the subscription.</param>
    public static async IAsyncEnumerable<T> MessagesAsync<T>(this INika nika, MessageKey<T> key, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where T : IStreamMessage<T>
    {
        ArgumentNullException.ThrowIfNull(nika);
        await foreach (var received in nika.SubscribeAsync(key, cancellationToken).ConfigureAwait(false))
        {
            yield return received.Message;
        }
    }
}
