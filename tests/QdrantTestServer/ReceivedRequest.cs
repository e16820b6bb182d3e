namespace Nika.Messaging.QdrantTestServer;

/// <summary>A request that arrived, faulty ones included.</summary>
/// <param name="Operation">The name the OpenAPI document gives it; empty if it has none.</param>
/// <param name="Method">The method.</param>
/// <param name="PathAndQuery">Path and parameters.</param>
/// <param name="Body">The body as text; empty if there was none.</param>
/// <param name="ApiKey">The <c>api-key</c> header; null without one.</param>
/// <param name="Connection">Which connection it came on.</param>
public sealed record ReceivedRequest(string Operation, string Method, string PathAndQuery, string Body, string? ApiKey, string Connection);
