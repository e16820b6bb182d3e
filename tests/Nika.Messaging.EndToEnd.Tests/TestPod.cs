using Nika.Messaging.Redis;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd;

/// <summary>A pod on a real server, in a folder of its own.</summary>
internal sealed class TestPod : IAsyncDisposable
{
    private TestPod(NikaPod pod, string directory)
    {
        Nika = pod;
        Directory = directory;
    }

    public NikaPod Nika { get; }

    public string Directory { get; }

    public string BusFile => Path.Combine(Directory, "_bus", "alpha_bus.jsonl");

    public string LocalLogFile => Path.Combine(Directory, "logs", Nika.Pod.Value + ".jsonl");

    public static async Task<TestPod> StartAsync(RedisServer server, Action<INikaBuilder>? configure = null, Action<NikaPodBuilder>? services = null)
    {
        string directory = System.IO.Directory.CreateTempSubdirectory("nika-pod-").FullName;
        var builder = NikaPod.CreateBuilder();
        services?.Invoke(builder);

        // Whoever tests a stall says how soon it is to be noticed; for the others a machine that stands still for a second is none.
        var patience = TimeSpan.FromSeconds(30);
        _ = builder.UseRedis(server.Endpoint, redis => redis.ConnectTimeout = redis.CommandTimeout = patience).Configure(options =>
        {
            options.Directory = directory;
            options.ReplyDeadline = patience;
        });
        configure?.Invoke(builder);
        var pod = builder.Build();
        await pod.StartAsync();
        return new TestPod(pod, directory);
    }

    public async ValueTask DisposeAsync()
    {
        await Nika.DisposeAsync();
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
