using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Nika.Messaging.EndToEnd.Hosting;

/// <summary>A host with nothing in it but a pod, in a folder of its own.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly IHost host;

    private TestHost(IHost host, string directory, LoggedLines log)
    {
        this.host = host;
        Directory = directory;
        Log = log;
    }

    public string Directory { get; }

    public LoggedLines Log { get; }

    public IServiceProvider Services => host.Services;

    public INika Nika => Services.GetRequiredService<INika>();

    /// <summary>Builds a host; the settings are its whole configuration.</summary>
    public static TestHost Build(Action<INikaBuilder> pod, Dictionary<string, string?>? settings = null, Action<IServiceCollection>? services = null, Action<NikaOptions>? options = null)
    {
        string directory = System.IO.Directory.CreateTempSubdirectory("nika-host-").FullName;
        var log = new LoggedLines();
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        _ = builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Nika:SessionMessages"] = "false" }).AddInMemoryCollection(settings).AddInMemoryCollection(new Dictionary<string, string?> { ["Nika:Directory"] = directory });
        _ = builder.Logging.AddProvider(log);
        services?.Invoke(builder.Services);
        pod(builder.Services.AddNika(options));
        return new(builder.Build(), directory, log);
    }

    public Task StartAsync() => host.StartAsync();

    public Task StopAsync() => host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)host).DisposeAsync();
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
