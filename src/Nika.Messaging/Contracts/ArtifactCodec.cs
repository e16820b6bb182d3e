using Nika.Messaging.Publishing;

namespace Nika.Messaging;

/// <summary>How one message is kept in working memory: a field for each member if that is what its type is, otherwise <c>data</c>, its JSON.</summary>
internal abstract class ArtifactCodec<T>
    where T : IMessage<T>
{
    public abstract ValueTask<PublishResult> WriteAsync(Publisher publisher, string key, T value, CancellationToken cancellationToken);

    public abstract (T? Value, string? Error) Read(HashFields fields);
}
