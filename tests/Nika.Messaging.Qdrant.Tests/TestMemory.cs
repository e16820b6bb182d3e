using System.Text.Json;
using Nika.Messaging.QdrantTestServer;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Qdrant.Tests;

/// <summary>A memory on a test server of its own. Its end checks that nothing was asked that Qdrant's document does not allow.</summary>
internal sealed class TestMemory : IAsyncDisposable
{
    private const string Collection = "events";

    private TestMemory(QdrantServer server, QdrantMemory memory, RecordedLog log)
    {
        Server = server;
        Memory = memory;
        Log = log;
    }

    public QdrantServer Server { get; }

    public QdrantMemory Memory { get; }

    public RecordedLog Log { get; }

    /// <summary>How many points the server has.</summary>
    public int Count => Server.Count(Collection);

    public IReadOnlyDictionary<string, JsonElement> Payloads => Server.Payloads(Collection);

    public IReadOnlyDictionary<string, string> Indexes => Server.Indexes(Collection);

    public static async Task<TestMemory> StartAsync(Action<QdrantOptions>? configure = null, TimeProvider? timeProvider = null)
    {
        var server = await QdrantServer.StartAsync();
        var log = new RecordedLog();
        return new TestMemory(server, Open(server, configure, timeProvider, log), log);
    }

    /// <summary>Another memory on the same collection.</summary>
    public QdrantMemory OpenAnother(Action<QdrantOptions>? configure = null) => Open(Server, configure, null, Log);

    public void Forget() => Server.ClearMetadata(Collection);

    /// <summary>The bodies of the requests of an operation.</summary>
    public string[] Bodies(string operation) => [.. Server.Requests.Where(request => request.Operation == operation).Select(request => request.Body)];

    public async ValueTask DisposeAsync()
    {
        await Memory.DisposeAsync();
        await Server.DisposeAsync();
        Assert.Empty(Server.Violations);
    }

    private static QdrantMemory Open(QdrantServer server, Action<QdrantOptions>? configure, TimeProvider? timeProvider, RecordedLog log)
    {
        // Deadlines are generous: the machine may be busy.
        var options = new QdrantOptions
        {
            Address = server.Address.AbsoluteUri,
            Collection = Collection,
            Embedder = new MemoryEmbedder(new WordEmbedder()),
            Timeout = TimeSpan.FromMinutes(1),
            ConnectTimeout = TimeSpan.FromMinutes(1),
        };
        configure?.Invoke(options);
        return new QdrantMemory(options, timeProvider, log);
    }
}
