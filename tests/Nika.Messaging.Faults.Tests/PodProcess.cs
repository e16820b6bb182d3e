using System.Collections.Concurrent;
using System.Diagnostics;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Faults;

/// <summary>A pod in a process of its own, which can be killed; what it said is kept.</summary>
internal sealed class PodProcess : IDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();

    public PodProcess(string role, string endpoint, string directory, string name, TimeSpan? claimIdle = null)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (string argument in (string[])["exec", typeof(WorkerHandler).Assembly.Location, role, endpoint, directory, name, (claimIdle ?? TimeSpan.FromSeconds(1)).ToString()])
        {
            start.ArgumentList.Add(argument);
        }

        process = Process.Start(start)!;
        process.OutputDataReceived += (_, said) =>
        {
            if (said.Data is { Length: > 0 } line)
            {
                lines.Enqueue(line);
            }
        };
        process.BeginOutputReadLine();
    }

    /// <summary>Waits until so many lines begin with a word.</summary>
    public Task SaidAsync(string word, int times) => Wait.Until(() => Count(word) >= times, $"the process says '{word}' {times} times");

    /// <summary>The ids it has said after a word.</summary>
    public IEnumerable<Guid> Ids(string word) =>
        lines.Where(line => line.StartsWith(word + " ", StringComparison.Ordinal) && line.Length == word.Length + 37).Select(line => Guid.Parse(line[(word.Length + 1)..]));

    /// <summary>Lets it stop as a pod should: it finishes what it holds.</summary>
    public void Leave()
    {
        process.StandardInput.Close();
        process.WaitForExit();
    }

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            Kill();
        }

        process.Dispose();
    }

    private int Count(string word) => lines.Count(line => line.StartsWith(word, StringComparison.Ordinal));
}
