using System.Net;

namespace Nika.Messaging.Qdrant.Http;

/// <summary>A request's body straight from a buffer, which must stay as it is until the reply has come.</summary>
internal sealed class BufferContent : HttpContent
{
    private readonly Utf8Buffer buffer;

    public BufferContent(Utf8Buffer buffer)
    {
        this.buffer = buffer;
        Headers.TryAddWithoutValidation("Content-Type", "application/json");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        stream.WriteAsync(buffer.WrittenMemory, cancellationToken).AsTask();

    protected override bool TryComputeLength(out long length)
    {
        length = buffer.Length;
        return true;
    }
}
