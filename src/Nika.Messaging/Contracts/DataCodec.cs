using Nika.Messaging.Publishing;

namespace Nika.Messaging;

/// <summary>A message that is an entry of a stream elsewhere: its JSON in the field <c>data</c>.</summary>
internal sealed class DataCodec<T> : ArtifactCodec<T>
    where T : IMessage<T>
{
    public override ValueTask<PublishResult> WriteAsync(Publisher publisher, string key, T value, CancellationToken cancellationToken) =>
        publisher.SetDataAsync(in value, key, cancellationToken);

    public override (T? Value, string? Error) Read(HashFields fields)
    {
        if (!fields.TryGet(WireFields.Data, out var data))
        {
            return (default, "there is no field data");
        }

        var delivery = new Delivery(T.Descriptor.NameUtf8, data);
        return delivery.TryRead<T>(out var value) ? (value, null) : (default, delivery.Error.ToString());
    }
}
