using Nika.Messaging.Qdrant;
using Nika.Messaging.QdrantTestServer;

namespace Nika.Messaging.Conformance.Memory.Qdrant;

/// <summary>
/// Memory on a Qdrant of its own: a test server that holds every request against Qdrant's API document, or the real server that <c>NIKA_TEST_QDRANT</c> names,
/// with its key in <c>NIKA_TEST_QDRANT_API_KEY</c>.
/// </summary>
public sealed class QdrantSubject : IMemorySubject
{
    private static readonly string? RealServer = Environment.GetEnvironmentVariable("NIKA_TEST_QDRANT");
    private static readonly string? RealKey = Environment.GetEnvironmentVariable("NIKA_TEST_QDRANT_API_KEY");

    public static async ValueTask<MemoryUnderTest> CreateAsync()
    {
        if (RealServer is { Length: > 0 })
        {
            var options = Options(RealServer, $"nika_conformance_{Guid.NewGuid():N}");
            options.ApiKey = string.IsNullOrEmpty(RealKey) ? null : RealKey;
            return new OnRealServer(options);
        }

        var server = await QdrantServer.StartAsync();
        return new OnTestServer(Options(server.Address.AbsoluteUri, "conformance"), server);
    }

    // Deadlines are generous: the machine may be busy.
    private static QdrantOptions Options(string address, string collection) => new()
    {
        Address = address,
        Collection = collection,
        Embedder = MemoryUnderTest.Embedder,
        Timeout = TimeSpan.FromMinutes(1),
        ConnectTimeout = TimeSpan.FromMinutes(1),
    };

    private sealed class OnTestServer(QdrantOptions options, QdrantServer server) : MemoryUnderTest(new QdrantMemory(options))
    {
        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            await server.DisposeAsync();
            Assert.Empty(server.Violations);
        }
    }

    private sealed class OnRealServer(QdrantOptions options) : MemoryUnderTest(new QdrantMemory(options))
    {
        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            using var http = new HttpClient();
            using var request = new HttpRequestMessage(HttpMethod.Delete, $"{options.Address.TrimEnd('/')}/collections/{options.Collection}");
            request.Headers.TryAddWithoutValidation("api-key", options.ApiKey);
            using var response = await http.SendAsync(request);
            response.EnsureSuccessStatusCode();
        }
    }
}
