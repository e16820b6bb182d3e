using System.Diagnostics;
using System.Globalization;
using Nika.Messaging.Journal;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Tests.Journal;

/// <summary>Several pods, one file.</summary>
public class JournalProcessesTests
{
    private const int Lines = 100_000;

    [Fact]
    public async Task Pods_that_write_while_one_is_killed_lose_no_line()
    {
        using var directory = new TempDirectory();
        string path = BusFiles.Alpha(directory.Path);
        string[] names = ["killed", "pod-1", "pod-2", "pod-3"];

        // Long lines, so that most of its time is spent in write(2): that is where the kill is to hit it.
        Process[] pods = [Start(directory.Path, names[0], int.MaxValue, padding: 64 * 1024), .. names[1..].Select(name => Start(directory.Path, name, Lines, padding: 0))];
        try
        {
            await AllSay(pods, "ready");
            foreach (var pod in pods)
            {
                await pod.StandardInput.WriteLineAsync();
            }

            await AllSay(pods, "writing");
            long begun = new FileInfo(path).Length;
            await Wait.Until(() => new FileInfo(path).Length > begun + (1024 * 1024), Journals.Patience);
            pods[0].Kill(); // SIGKILL, in the middle of its work
            await AllSay(pods[1..], Lines.ToString(CultureInfo.InvariantCulture));
        }
        finally
        {
            foreach (var pod in pods)
            {
                pod.Kill();
                pod.Dispose();
            }
        }

        var next = names.ToDictionary(name => name, _ => 0, StringComparer.Ordinal);
        var skips = new List<BusSkip>();
        await foreach (var record in BusReader.ReadAsync(path))
        {
            if (record is BusLine line)
            {
                string writer = line.Meta.Pod.Value;
                Assert.Equal(next[writer]++, Journals.NumberOf(line));
            }
            else
            {
                skips.Add((BusSkip)record);
            }
        }

        Assert.All(names[1..], name => Assert.Equal(Lines, next[name]));
        Assert.InRange(next["killed"], 100, int.MaxValue - 1);
        Assert.InRange(skips.Count, 0, 1);
        Assert.All(skips, skip => Assert.StartsWith("{\"ts\":", skip.Excerpt, StringComparison.Ordinal));
    }

    private static async Task AllSay(Process[] pods, string expected)
    {
        foreach (var pod in pods)
        {
            Assert.Equal(expected, await pod.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)));
        }
    }

    private static Process Start(string directory, string name, int lines, int padding)
    {
        // The same configuration and framework as this assembly's.
        string program = AppContext.BaseDirectory.Replace("Nika.Messaging.Tests", "Nika.Messaging.JournalWriterProcess", StringComparison.Ordinal) + "Nika.Messaging.JournalWriterProcess.dll";
        return Process.Start(new ProcessStartInfo("dotnet", ["exec", program, directory, name, lines.ToString(CultureInfo.InvariantCulture), padding.ToString(CultureInfo.InvariantCulture)])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }
}
