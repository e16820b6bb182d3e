using Nika.Messaging.Publishing;

namespace Nika.Messaging;

/// <summary>A message that is a hash: a field for each member.</summary>
internal sealed class FieldsCodec<T> : ArtifactCodec<T>
    where T : IHashMessage<T>
{
    public override ValueTask<PublishResult> WriteAsync(Publisher publisher, string key, T value, CancellationToken cancellationToken) =>
        publisher.SetFieldsAsync(in value, key, cancellationToken);

    public override (T? Value, string? Error) Read(HashFields fields) => T.TryReadFields(fields, out var value, out string? error) ? (value, null) : (default, error);
}
