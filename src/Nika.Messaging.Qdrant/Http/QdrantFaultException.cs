using System.Net;

namespace Nika.Messaging.Qdrant.Http;

/// <summary>The server refused a request, for a reason that may be the request's.</summary>
internal sealed class QdrantFaultException(HttpStatusCode status, string message) : Exception(message)
{
    public HttpStatusCode Status => status;

    /// <summary>Whether the collection may have changed since it was looked at: it is gone, or its limits are others.</summary>
    public bool MayBeStale => status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity;
}
