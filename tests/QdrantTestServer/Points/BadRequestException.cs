namespace Nika.Messaging.QdrantTestServer.Points;

/// <summary>The request cannot be answered: its status and what the server says.</summary>
internal sealed class BadRequestException(string message, int status = 400) : Exception(message)
{
    public int Status => status;
}
