using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Faults;

/// <summary>A pod in this process, in a folder of its own, with what it logged.</summary>
internal sealed class FaultPod : IAsyncDisposable
{
    private readonly bool ownsDirectory;

    private FaultPod(NikaPod nika, string directory, bool ownsDirectory, RecordedLog log)
    {
        Nika = nika;
        Directory = directory;
        this.ownsDirectory = ownsDirectory;
        Log = log;
    }

    public NikaPod Nika { get; }

    public string Directory { get; }

    public RecordedLog Log { get; }

    public Account Account => Nika.Account;

    /// <summary>The gate before the server.</summary>
    public Gate Server => Nika.Gates[0];

    public static async Task<FaultPod> StartAsync(string name, string address, TimeSpan replyDeadline, Action<NikaPodBuilder>? configure = null, string? directory = null)
    {
        string folder = directory ?? System.IO.Directory.CreateTempSubdirectory("nika-fault-").FullName;
        var log = new RecordedLog();
        var builder = NikaPod.CreateBuilder().AddService<Microsoft.Extensions.Logging.ILoggerFactory>(log);
        _ = builder.UseRedis(address, static options =>
        {
            options.ConnectTimeout = TimeSpan.FromSeconds(2);
            options.ReadBlock = TimeSpan.FromSeconds(2);
        }).Configure(options =>
        {
            options.Pod = name;
            options.Directory = folder;
            options.ReplyDeadline = replyDeadline;
            options.RetentionBytes = 4 * 1024 * 1024;
            options.RetentionMessages = 8192;
            options.Consumer.ClaimIdle = TimeSpan.FromSeconds(1);
            options.Consumer.StopTimeout = TimeSpan.FromSeconds(5);
        });
        configure?.Invoke(builder);
        var pod = builder.Build();
        await pod.StartAsync();
        return new(pod, folder, directory is null, log);
    }

    /// <summary>Waits until each message has an end.</summary>
    public Task SettledAsync() => Wait.Until(() => Account.InFlight == 0, $"{Nika.Pod} has nothing in flight");

    public Task UpAsync() => Wait.Until(() => Server.IsOpen, $"the gate of {Nika.Pod} is open");

    public Task DownAsync() => Wait.Until(() => !Server.IsOpen, $"the gate of {Nika.Pod} is closed");

    public async ValueTask DisposeAsync()
    {
        await Nika.DisposeAsync();
        if (ownsDirectory)
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
    }
}
