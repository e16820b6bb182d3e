using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PipelineSample;

/// <summary>A redis-server of this run's own, on a free port, keeping nothing.</summary>
internal sealed class LocalRedis : IDisposable
{
    private readonly Process process;
    private readonly string directory = Directory.CreateTempSubdirectory("nika-pipeline-").FullName;

    public LocalRedis()
    {
        int port = FreePort();
        Endpoint = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
        try
        {
            process = Start(port);
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException("There is no redis-server on this machine: install one, or name a server with --redis HOST:PORT.", exception);
        }
    }

    public string Endpoint { get; }

    private Process Start(int port) =>
        Process.Start(new ProcessStartInfo(
            "redis-server",
            ["--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", directory, "--logfile", "redis.log"]))!;

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
