using System.Diagnostics;
using System.Globalization;
using Nika.Messaging.EndToEnd.Packaging;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Contracts;

/// <summary>A pod in another language does a step, with the scripts that the documentation gives.</summary>
public sealed class PythonStepTests
{
    private static readonly JobId Job = new("job-py");
    private static readonly string Scripts = Path.Combine(PackedPackages.BuildFact("RepositoryRoot"), "docs", "contract-scripts");

    [Fact]
    public async Task A_Python_pod_does_one_step_of_three()
    {
        using var server = RedisServer.Start();
        await using var pod = await TestPod.StartAsync(server, static builder => builder
            .AddStep(Digest.Scan, static (request, _, _) => ValueTask.FromResult<DigestPage[]>([new(request.JobId, new EntityId("p0"), "café ☕ from C#")]))
            .AddStep(Digest.Log, static (_, _, _) => default)
            .AddStep(Digest.Sum, static (counts, context, _) => ValueTask.FromResult(new DigestSum(context.JobId, counts.Sum(static count => count.Words), counts.Length))));
        _ = await Digest.StartAsync(pod.Nika, Job, new DigestRequest(Job, 1), TestContext.Current.CancellationToken);

        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "Python", "step.py"), server.Port.ToString(CultureInfo.InvariantCulture), Scripts, Job.Value, "digest", "1", "2"];
        var start = new ProcessStartInfo(RedisServer.Find("python3"), arguments)
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
        Assert.Equal("completed", output.Trim());

        var sum = await Digest.Sum.WaitAsync(pod.Nika, Job, Deadline.After(TimeSpan.FromSeconds(60)).Token);
        Assert.Equal(new DigestSum(Job, 4, 1), sum.Value);
        Assert.Equal("python-pod", (await Digest.ReadAsync(pod.Nika, Job, TestContext.Current.CancellationToken)).State!.Steps[1].Items[0].Pod);
        using var client = server.Connect();
        Assert.All(client.List("KEYS", "*").Cast<string>(), key => Assert.True(client.Number("TTL", key) > 0, key + " never expires"));
    }
}
