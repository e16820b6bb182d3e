using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd;

/// <summary>A worker that answers each created entity on its job's stream.</summary>
[Handler(ConsumerGroups.Worker)]
public sealed partial class EchoWorker(INika nika)
{
    public async ValueTask HandleAsync(JobChanged change, MessageContext context, CancellationToken cancellationToken)
    {
        var result = await nika.PublishAsync(new StepResult(change.JobId!.Value, 1, $"seen: {change.Summary}"), cancellationToken);
        if (result.Status != PublishStatus.Delivered)
        {
            throw new InvalidOperationException(result.ToString());
        }
    }
}

/// <summary>The wire is plain: a pod in another language takes part with nothing of ours.</summary>
public sealed class PythonPodTests
{
    [Fact]
    public async Task A_Python_pod_publishes_and_a_worker_here_answers()
    {
        using var server = RedisServer.Start();
        await using var pod = await TestPod.StartAsync(server, builder => builder.AddHandler(services => new EchoWorker((INika)services.GetService(typeof(INika))!)));

        var start = new ProcessStartInfo(RedisServer.Find("python3"), [Path.Combine(AppContext.BaseDirectory, "Python", "pod.py"), server.Port.ToString(CultureInfo.InvariantCulture)])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, error);

        using var answer = JsonDocument.Parse(output);
        Assert.Equal("step_result", answer.RootElement.GetProperty("type").GetString());
        Assert.Equal("result", answer.RootElement.GetProperty("kind").GetString());
        Assert.Equal("seen: café ☕ from Python", answer.RootElement.GetProperty("data").GetProperty("summary").GetString());
        Assert.True(answer.RootElement.GetProperty("caused_by_me").GetBoolean());
        Assert.Equal("job-py", answer.RootElement.GetProperty("job_id").GetString());
        Assert.Equal("hooks", answer.RootElement.GetProperty("domain").GetString());

        // Acked, and everything of ours has a time to live.
        using var client = server.Connect();
        await Wait.Until(() => client.List("XPENDING", "nika:feed:entities", "cg:worker") is [0L, ..]);
        foreach (string key in client.List("KEYS", "*").Cast<string>())
        {
            Assert.True(client.Number("PTTL", key) > 0, $"{key} has no time to live");
        }
    }
}
