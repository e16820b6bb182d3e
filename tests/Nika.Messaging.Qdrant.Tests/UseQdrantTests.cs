using Microsoft.Extensions.Logging;
using Nika.Messaging.QdrantTestServer;
using Nika.Messaging.Streams.Embedded;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Qdrant.Tests;

public sealed class UseQdrantTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("nika-qdrant");

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public async Task A_pod_remembers_what_is_significant()
    {
        await using var server = await QdrantServer.StartAsync();
        await using (var pod = Build(server.Address.AbsoluteUri, new RecordedLog()))
        {
            await pod.StartAsync();
            pod.Publish(new EntityTransition(new EntityId("JOB-1"), EntityKind.Job, EntityStatus.Failed, "the tests fail", Domain: "hooks"));
            await Wait.Until(async () => await pod.Memory.CountAsync(Meta.Domain == "hooks" && Meta.Status == EntityStatus.Failed) == 1, Patience);
            Assert.Equal("the tests fail", Assert.Single(await pod.Memory.RecallAsync("tests")).Event.Text);
        }

        Assert.Empty(server.Violations);
    }

    [Fact]
    public async Task The_collection_is_made_before_anything_happens()
    {
        await using var server = await QdrantServer.StartAsync();
        await using var pod = Build(server.Address.AbsoluteUri, new RecordedLog());

        await Wait.Until(() => server.Requests.Any(request => request.Operation == "create_collection"));
    }

    [Fact]
    public async Task An_absent_server_is_logged_and_keeps_no_pod_from_starting()
    {
        var server = await QdrantServer.StartAsync();
        string address = server.Address.AbsoluteUri;
        await server.DisposeAsync();
        var log = new RecordedLog();

        await using var pod = Build(address, log);
        await pod.StartAsync();

        await Wait.Until(() => log.Count(2103) == 1);
        Assert.Contains(log.All, line => line.Id == 2103 && line.Text.Contains("cannot be reached", StringComparison.Ordinal));
    }

    [Fact]
    public void A_pod_without_an_address_is_not_built()
    {
        var builder = NikaPod.CreateBuilder();
        builder.UseEmbedded().UseQdrant();

        Assert.Contains("NIKA_QDRANT is not set", Assert.Throws<InvalidOperationException>(() => builder.Build()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_are_checked_when_the_pod_is_built()
    {
        var builder = NikaPod.CreateBuilder();
        builder.UseEmbedded().UseQdrant("http://localhost:6333", options => options.PageSize = 0);

        Assert.Contains("QdrantOptions.", Assert.Throws<ArgumentException>(() => builder.Build()).Message, StringComparison.Ordinal);
    }

    private NikaPod Build(string address, RecordedLog log)
    {
        var builder = NikaPod.CreateBuilder().AddService<ILoggerFactory>(log);
        builder.Configure(options => options.Directory = directory.FullName)
            .UseEmbedded(new EmbeddedServer())
            .UseQdrant(address, options => options.Embedder = new MemoryEmbedder(new WordEmbedder()));
        return builder.Build();
    }
}
