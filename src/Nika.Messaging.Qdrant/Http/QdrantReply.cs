using System.Buffers;
using System.Net;
using System.Text.Json;

namespace Nika.Messaging.Qdrant.Http;

/// <summary>A reply, in a rented buffer: dispose it once it is read.</summary>
internal sealed class QdrantReply : IDisposable
{
    // Messages nest 64 levels at most, and lie some levels deep in a reply.
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 128 };

    private byte[]? rented;
    private JsonDocument? document;

    /// <summary>Takes over a rented buffer.</summary>
    public QdrantReply(HttpStatusCode status, byte[] rented, int length)
    {
        Status = status;
        this.rented = rented;
        Body = rented.AsMemory(0, length);
    }

    public HttpStatusCode Status { get; }

    public ReadOnlyMemory<byte> Body { get; }

    public bool IsSuccess => Status is >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices;

    /// <summary>The member <c>result</c> of a success's envelope; valid until the reply is disposed.</summary>
    /// <returns>False if it is not what a success looks like.</returns>
    public bool TryGetResult(out JsonElement result)
    {
        result = default;
        try
        {
            document ??= JsonDocument.Parse(Body, Deep);
        }
        catch (JsonException)
        {
            return false;
        }

        return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("result"u8, out result);
    }

    /// <summary>The message of an error's envelope; null if there is none.</summary>
    public string? Error()
    {
        try
        {
            document ??= JsonDocument.Parse(Body, Deep);
        }
        catch (JsonException)
        {
            return null;
        }

        return document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("status"u8, out var status)
            && status.ValueKind == JsonValueKind.Object
            && status.TryGetProperty("error"u8, out var error)
            && error.ValueKind == JsonValueKind.String
            ? error.GetString()
            : null;
    }

    public void Dispose()
    {
        document?.Dispose();
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
            rented = null;
        }
    }
}
