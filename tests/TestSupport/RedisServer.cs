using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Nika.Messaging.TestSupport;

/// <summary>
/// A redis-server of a test's own: on a free loopback port, in a temporary directory, without persistence unless asked for.
/// Ended by its process id.
/// </summary>
public sealed partial class RedisServer : IDisposable
{
    private const int SignalContinue = 18;
    private const int SignalStop = 19;

    // What xunit v3 takes for a skip when an exception's message begins with it; so this library needs no reference to xunit.
    private const string SkipToken = "$XunitDynamicSkip$";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private readonly string[] arguments;
    private readonly string directory;
    private Process? process;

    private RedisServer(string[] arguments)
    {
        this.arguments = arguments;
        directory = Directory.CreateTempSubdirectory("nika-redis-").FullName;
    }

    public int Port { get; private set; }

    /// <summary>The <c>host:port</c> it listens at.</summary>
    public string Endpoint => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    /// <summary>The server's process id.</summary>
    public int ProcessId => process?.Id ?? throw new InvalidOperationException("The server is not running.");

    /// <summary>Starts a server and waits until it answers. Without redis-server on the machine the test is skipped, or, in CI, fails.</summary>
    /// <param name="arguments">More arguments, <c>--maxmemory 10mb</c> as two. Later ones win over the defaults (no snapshots, no append-only file).</param>
    public static RedisServer Start(params string[] arguments)
    {
        string executable = Find("redis-server");
        var server = new RedisServer(arguments);
        try
        {
            for (int attempt = 1; ; attempt++)
            {
                server.Port = FreePort();
                try
                {
                    server.Launch(executable);
                    return server;
                }
                catch (InvalidOperationException) when (attempt < 3)
                {
                    // Someone else took the port between our asking and the server's listening: another one.
                }
            }
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>The full path of a program; if it is missing, skips the test (fails in CI).</summary>
    public static string Find(string program)
    {
        foreach (string folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        {
            string path = Path.Combine(folder, program);
            if (File.Exists(path))
            {
                return path;
            }
        }

        bool ci = string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);
        throw new NotSupportedException((ci ? "" : SkipToken) + $"{program} is not installed: this test needs it (Debian: apt-get install redis-server).");
    }

    /// <summary>A client for assertions.</summary>
    public RedisClient Connect() => new(Port);

    /// <summary>SIGKILL: gone at once, with everything in memory.</summary>
    public void Kill()
    {
        if (process is { } running)
        {
            process = null;
            running.Kill();
            running.WaitForExit();
            running.Dispose();
        }
    }

    /// <summary>SIGSTOP: it answers nothing, but the kernel goes on accepting connections and bytes.</summary>
    public void Stop() => Signal(SignalStop);

    /// <summary>SIGCONT: it goes on.</summary>
    public void Continue() => Signal(SignalContinue);

    /// <summary>Starts it again on the same port, in the same directory, with the same arguments; kills it before if it runs.</summary>
    public void Restart()
    {
        Kill();
        Launch(Find("redis-server"));
    }

    public void Dispose()
    {
        Kill();
        try
        {
            Directory.Delete(directory, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Deleted already.
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int processId, int signal);

    private void Signal(int signal)
    {
        if (SendSignal(ProcessId, signal) != 0)
        {
            throw new InvalidOperationException($"kill({signal}) failed with {Marshal.GetLastPInvokeError()}.");
        }
    }

    private void Launch(string executable)
    {
        string log = Path.Combine(directory, "redis.log");
        var start = new ProcessStartInfo(executable) { WorkingDirectory = directory, UseShellExecute = false };
        string[] defaults = ["--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", directory, "--logfile", log, "--save", "", "--appendonly", "no", "--daemonize", "no"];
        foreach (string argument in (string[])[.. defaults, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        process = Process.Start(start) ?? throw new InvalidOperationException("redis-server did not start.");
        var deadline = Deadline.After(StartTimeout);
        while (!Answers())
        {
            if (process.HasExited || deadline.IsPast)
            {
                string said = File.Exists(log) ? File.ReadAllText(log) : "";
                Kill();
                throw new InvalidOperationException("redis-server did not come up: " + said);
            }

            Thread.Sleep(5);
        }
    }

    /// <summary>Whether it listens and has loaded its data. A demand for a password is an answer too.</summary>
    private bool Answers()
    {
        try
        {
            using var client = Connect();
            _ = client.Command("PING");
            return true;
        }
        catch (RedisErrorException error)
        {
            return !error.Message.StartsWith("LOADING", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }
}
