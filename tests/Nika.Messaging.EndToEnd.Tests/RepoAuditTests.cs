using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Nika.Messaging.Sqlite;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd;

/// <summary>The main job as a user starts it: in one process, and as a swarm of processes in which a worker is killed.</summary>
public sealed partial class RepoAuditTests : IDisposable
{
    private const int SignalStop = 19;
    private const int SignalContinue = 18;

    // Four jobs (the root's own files among them): 1 + 2 + 3 + 1 tasks.
    private const int Jobs = 4;
    private const int Tasks = 7;
    private const int Files = 3 + 25 + 45 + 2;
    private const int LinesPerFile = 4_000;

    private static readonly TimeSpan OutageTime = TimeSpan.FromSeconds(1.2);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly string directory = Directory.CreateTempSubdirectory("nika-audit-").FullName;
    private readonly string tree;

    public RepoAuditTests()
    {
        tree = Path.Combine(directory, "tree");
        Write("", 3);
        Write("alpha", 25);
        Write("beta", 45);
        Write("gamma", 1);
        Write("bin", 1);
        Write(".hidden", 1);

        // Not UTF-8: its TASK fails, the other file of the TASK counts.
        File.WriteAllBytes(Path.Combine(tree, "gamma", "latin.cs"), [.. "// caf"u8, 0xE9, (byte)'\n']);
    }

    private string Output => Path.Combine(directory, "out");

    [Fact]
    public async Task In_one_process_every_number_is_right_and_every_line_of_the_bus_is_JSON()
    {
        using var audit = Start();
        var report = await ResultAsync(audit);

        AssertReport(report);
        Assert.Equal((2 * 1) + (2 * Jobs) + (3 * Tasks), report.GetProperty("monitor_events").GetInt64());

        // What was significant is in memory, with its envelope.
        await using (var memory = new SqliteMemory(new SqliteMemoryOptions { Path = Path.Combine(Output, "memory.db") }))
        {
            var tasks = Meta.Domain == "audit" && Meta.EntityKind == EntityKind.Task;
            Assert.Equal(Tasks - 1, await memory.CountAsync(tasks && Meta.Status == EntityStatus.Completed, TestContext.Current.CancellationToken));
            Assert.Equal(1, await memory.CountAsync(tasks && Meta.Status == EntityStatus.Failed, TestContext.Current.CancellationToken));
            Assert.Equal(0, await memory.CountAsync(tasks && Meta.Status == EntityStatus.Started, TestContext.Current.CancellationToken));
        }

        // Every line of every file, by another language's reader.
        string check = $"""
            import glob, json
            n = 0
            for path in glob.glob("{Output}/_bus/**/*.jsonl", recursive=True):
                for line in open(path, encoding="utf-8"):
                    entry = json.loads(line)
                    assert entry["NIKA_META"]["v"] == 1 and entry["NIKA_META"]["id"] and entry["type"] == entry["NIKA_META"]["type"], line
                    n += 1
            print(n)
            """;
        using var python = Process.Start(new ProcessStartInfo(RedisServer.Find("python3"), ["-c", check]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        string lines = await python.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await python.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, python.ExitCode);

        // The global channel and the entities' own: each transition, each job_completed, of the PROJ too, and each subagent_completed twice.
        int events = (2 * 1) + (2 * Jobs) + (3 * Tasks) + Jobs + 1 + Tasks;
        Assert.Equal(2 * events, int.Parse(lines, CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_worker_killed_in_the_middle_of_its_task_loses_nothing()
    {
        using var server = RedisServer.Start();
        using var audit = Start("--redis", server.Endpoint, "--processes", "--pods", "3");
        await KillOneWorkerAtWorkAsync(audit, server);
        var report = await ResultAsync(audit);

        AssertReport(report);
        using var client = server.Connect();
        foreach (string key in client.List("KEYS", "*").Cast<string>())
        {
            Assert.True(client.Number("PTTL", key) > 0, $"{key} has no time to live");
        }

        foreach (string group in (string[])["cg:orchestrator", "cg:worker", "cg:monitor"])
        {
            Assert.Equal(0L, client.List("XPENDING", "nika:feed:entities", group)[0]);
        }
    }

    [Fact]
    public async Task A_server_that_stops_again_and_again_costs_time_and_nothing_else()
    {
        using var server = RedisServer.Start();
        using var audit = Start("--redis", server.Endpoint);
        using var client = server.Connect();
        await Wait.Until(() => client.Number("EXISTS", "nika:feed:entities") == 1 || audit.HasExited, Patience);
        var result = ResultAsync(audit);
        for (int stops = 0; stops < 20 && !result.IsCompleted; stops++)
        {
            // Longer than the reply deadline and a command's time; until the end, so that it meets the last questions too.
            server.Stop();
            await Task.WhenAny(result, Task.Delay(OutageTime, TestContext.Current.CancellationToken));
            server.Continue();
            await Task.WhenAny(result, Task.Delay(OutageTime / 2, TestContext.Current.CancellationToken));
        }

        AssertReport(await result);
    }

    [Fact]
    public async Task Without_a_server_it_says_so_in_one_line()
    {
        using var audit = Start("--redis", "127.0.0.1:1");
        string error = await audit.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await audit.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, audit.ExitCode);
        Assert.Equal("The audit was not made: the store did not take a message: connecting failed: ConnectionRefused", error.TrimEnd().Split('\n')[^1]);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private static void AssertReport(JsonElement report)
    {
        Assert.Equal(1, report.GetProperty("projects").GetInt32());
        Assert.Equal(Jobs, report.GetProperty("jobs").GetInt32());
        Assert.Equal(Tasks, report.GetProperty("tasks").GetInt32());
        Assert.Equal(Tasks - 1, report.GetProperty("completed").GetInt32());
        Assert.Equal(1, report.GetProperty("failed").GetInt32());
        Assert.Equal(Files, report.GetProperty("files").GetInt32());
        Assert.Equal((Files - 1) * LinesPerFile, report.GetProperty("lines").GetInt64());
        Assert.Equal(2 + Jobs + Tasks, report.GetProperty("transitions_seen_by_alpha").GetInt32());
        Assert.Equal(0, report.GetProperty("lost").GetInt64());
    }

    /// <summary>Stops each worker in turn until one is caught with a TASK in its hands, and kills that one.</summary>
    private static async Task KillOneWorkerAtWorkAsync(Process audit, RedisServer server)
    {
        using var client = server.Connect();
        var deadline = Deadline.After(Patience);
        while (true)
        {
            Assert.False(audit.HasExited || deadline.IsPast, "no worker was caught at work");
            foreach (var (pid, pod) in Workers(audit.Id))
            {
                _ = Signal(pid, SignalStop);
                if (HasPending(client, pod))
                {
                    using var worker = Process.GetProcessById(pid);
                    worker.Kill();
                    return;
                }

                _ = Signal(pid, SignalContinue);
            }

            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }

    private static bool HasPending(RedisClient client, string pod)
    {
        try
        {
            return client.List("XPENDING", "nika:feed:entities", "cg:worker", "-", "+", "1", pod).Length > 0;
        }
        catch (RedisErrorException)
        {
            return false; // There is no group yet.
        }
    }

    private static IEnumerable<(int Pid, string Pod)> Workers(int parent)
    {
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int pid) && CommandLine(folder) is { } line)
            {
                int role = Array.IndexOf(line, "--role");
                if (role > 0 && line[role + 1] == "Worker" && File.ReadAllText(folder + "/stat").Contains($") S {parent} ", StringComparison.Ordinal))
                {
                    yield return (pid, line[Array.IndexOf(line, "--pod") + 1]);
                }
            }
        }
    }

    private static string[]? CommandLine(string folder)
    {
        try
        {
            return File.ReadAllText(folder + "/cmdline").Split('\0');
        }
        catch (IOException)
        {
            return null; // It has ended.
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int pid, int signal);

    private static async Task<JsonElement> ResultAsync(Process audit)
    {
        var error = audit.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await audit.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await audit.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.True(audit.ExitCode == 0, output + await error);
        using var document = JsonDocument.Parse(output.TrimEnd().Split('\n')[^1]);
        return document.RootElement.Clone();
    }

    private Process Start(params string[] arguments)
    {
        // bin/{configuration}/net10.0 of this project, and of the sample.
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        string program = Path.GetFullPath(Path.Combine(framework.FullName, "../../../../../samples/RepoAudit/bin", framework.Parent!.Name, framework.Name, "RepoAudit.dll"));
        return Process.Start(new ProcessStartInfo("dotnet", [program, tree, "--out", Output, "--json", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    private void Write(string folder, int files)
    {
        Directory.CreateDirectory(Path.Combine(tree, folder));
        for (int i = 0; i < files; i++)
        {
            var text = new StringBuilder();
            for (int line = 1; line <= LinesPerFile; line++)
            {
                _ = text.Append(CultureInfo.InvariantCulture, $"int value{line} = {i} + {line};\n");
            }

            File.WriteAllText(Path.Combine(tree, folder, $"file{i:00}.cs"), text.ToString());
        }
    }
}
