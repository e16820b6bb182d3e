using System.Diagnostics;
using System.Globalization;

namespace PipelineSample;

/// <summary>A worker in a process of its own: this program, started again. Ends when disposed of, or when this process does.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process process;

    public WorkerProcess(string redis, string name, TimeSpan work)
    {
        Name = name;
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, UseShellExecute = false };
        if (string.Equals(Path.GetFileNameWithoutExtension(Environment.ProcessPath), "dotnet", StringComparison.OrdinalIgnoreCase))
        {
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Pipeline.dll"));
        }

        foreach (string argument in (ReadOnlySpan<string>)["--redis", redis, "--worker", name, "--work", work.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)])
        {
            start.ArgumentList.Add(argument);
        }

        process = Process.Start(start)!;
    }

    public string Name { get; }

    /// <summary>As if the machine were gone: nothing is finished, nothing handed back.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.StandardInput.Close();
            if (!process.WaitForExit(TimeSpan.FromSeconds(15)))
            {
                process.Kill();
            }
        }

        process.Dispose();
    }
}
