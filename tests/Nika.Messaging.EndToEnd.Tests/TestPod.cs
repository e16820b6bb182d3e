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
        _ = builder.UseRedis(server.Endpoint).Configure(options =>
        {
            options.Directory = directory;
            options.ReplyDeadline = TimeSpan.FromSeconds(2);
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
