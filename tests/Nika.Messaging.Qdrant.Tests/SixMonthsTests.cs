using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Nika.Messaging.QdrantTestServer;

namespace Nika.Messaging.Qdrant.Tests;

/// <summary>The sample as somebody runs it, in a process of its own.</summary>
public sealed partial class SixMonthsTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("nika-six-months-").FullName;

    [Fact]
    public async Task The_year_on_a_server_answers_as_the_year_in_a_file()
    {
        await using var server = await QdrantServer.StartAsync();
        server.ApiKey = "six-months-key";
        var remote = await RunAsync("--qdrant", server.Address.AbsoluteUri);
        Assert.Equal((0, ""), (remote.ExitCode, remote.Errors));
        Assert.Empty(server.Violations);
        Assert.DoesNotContain(server.ApiKey, remote.Output, StringComparison.Ordinal);

        var local = await RunAsync("--memory", Path.Combine(directory, "year.db"));
        Assert.Equal((0, ""), (local.ExitCode, local.Errors));
        Assert.Contains("in memory: 3,000", remote.Output, StringComparison.Ordinal);

        // Two counts and a facet; what is nearest to some words is each store's own to say.
        var answers = Answers(remote.Output);
        Assert.All(answers.Take(2), static answer => Assert.True(int.Parse(answer, CultureInfo.InvariantCulture) > 0));
        Assert.Equal(Answers(local.Output)[..3], answers[..3]);
        Assert.Matches("no space left on the disk\"\\?[^?]+ job-[0-9]+, 2026-04-", remote.Output);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1", "127.0.0.1:1")]
    [InlineData("not an address", "Address must be http://host:6333")]
    public async Task A_server_that_is_none_is_said_in_a_line(string address, string expected)
    {
        var (exitCode, _, errors) = await RunAsync("--qdrant", address);
        Assert.Equal(1, exitCode);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        // bin/{configuration}/net10.0 of this project, and of the sample.
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        string program = Path.GetFullPath(Path.Combine(framework.FullName, "../../../../../samples/SixMonths/bin", framework.Parent!.Name, framework.Name, "SixMonths.dll"));
        using var sample = Process.Start(new ProcessStartInfo("dotnet", [program, "--events", "3000", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["NIKA_QDRANT_API_KEY"] = "six-months-key", ["NO_COLOR"] = "1" },
        })!;
        var errors = sample.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await sample.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await sample.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (sample.ExitCode, output, (await errors).Trim());
    }

    // The line before its time: "  1,234  (0.12 ms)".
    private static string[] Answers(string output) => [.. Answer.Matches(output).Select(static match => match.Groups["answer"].Value)];

    [GeneratedRegex("^  (?<answer>.+?)  \\([0-9.]+ ms\\)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Answer { get; }
}
