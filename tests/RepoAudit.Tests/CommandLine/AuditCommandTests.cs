using RepoAudit.CommandLine;
using RepoAudit.Discovery;

namespace RepoAudit.Tests.CommandLine;

public sealed class AuditCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Without_arguments_it_audits_this_repository_in_one_process()
    {
        AuditOptions options = await Parse();

        Assert.True(File.Exists(Path.Combine(options.Folder, "Nika.Messaging.sln")));
        Assert.Equal(Path.Combine(Environment.CurrentDirectory, "out"), options.Output);
        Assert.Null(options.Redis);
        Assert.Equal(3, options.Pods);
        Assert.False(options.Processes);
        Assert.False(options.Json);
        Assert.Equal(PodRole.Alpha, options.Role);
        Assert.Same(SourceExtensions.Default, options.Extensions);
    }

    [Fact]
    public async Task Every_option_is_read()
    {
        AuditOptions options = await Parse(
            folder.Path + "/", "--redis", "redis.local:6380", "--processes", "--pods", "64", "--out", folder["o"], "--ext", "cs", "--ext", "py,js", "--json",
            "--role", "worker", "--pod", "worker-1");

        Assert.Equal(folder.Path, options.Folder);
        Assert.Equal(new RedisEndpoint("redis.local", 6380), options.Redis);
        Assert.True(options.Processes);
        Assert.Equal(64, options.Pods);
        Assert.Equal(folder["o"], options.Output);
        Assert.Equal([".cs", ".js", ".py"], options.Extensions.Names);
        Assert.True(options.Json);
        Assert.Equal((PodRole.Worker, "worker-1"), (options.Role, options.PodName));
    }

    [Theory]
    [InlineData("The folder '/nowhere/at/all' does not exist.", "/nowhere/at/all")]
    [InlineData("There is no option '--pod5'.", "--pod5")]
    [InlineData("--pods: '0' is no number from 1 to 64.", "--pods", "0")]
    [InlineData("--pods: '65' is no number from 1 to 64.", "--pods", "65")]
    [InlineData("--pods: '-1' is no number from 1 to 64.", "--pods=-1")]
    [InlineData("--pods: 'many' is no number from 1 to 64.", "--pods", "many")]
    [InlineData("--redis: 'localhost' lacks a port; write HOST:PORT, like 'localhost:6379'.", "--redis", "localhost")]
    [InlineData("--redis: '99999' is no port; it must be a number from 1 to 65535.", "--redis", "localhost:99999")]
    [InlineData("--redis: a user and a password are not taken here; write HOST:PORT.", "--redis", "redis://:s3cret@localhost:6379")]
    [InlineData("--processes needs --redis HOST:PORT: the embedded store lives in one process only.", "--processes")]
    [InlineData("--role needs --redis HOST:PORT: the embedded store lives in one process only.", "--role", "monitor")]
    [InlineData("--role: 'cook' is neither worker nor monitor.", "--role", "cook", "--redis", "a:1")]
    [InlineData("--ext: 'a/b' is no file extension; write it like 'cs' or '.cs', several as 'cs,py'.", "--ext", "a/b")]
    [InlineData("--pod: 'a/b' is no valid pod name", "--pod", "a/b")]
    [InlineData("--out needs a folder's name.", "--out", "")]
    public async Task What_is_wrong_is_said_and_nothing_runs(string message, params string[] arguments)
    {
        (int code, string output, string error, AuditOptions? options) = await Invoke(arguments);

        Assert.Equal(AuditCommand.UsageError, code);
        Assert.Null(options);
        Assert.Empty(output);
        Assert.StartsWith(message, error, StringComparison.Ordinal);
        Assert.EndsWith($"See --help for what can be asked.{Environment.NewLine}", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_no_folder()
    {
        folder.Write("a.cs");

        Assert.Contains("is a file; give a folder.", (await Invoke(folder["a.cs"])).Error, StringComparison.Ordinal);
        Assert.Contains("is a file; give a folder.", (await Invoke("--out", folder["a.cs"])).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_says_what_a_person_needs_and_hides_what_is_internal()
    {
        (int code, string output, _, AuditOptions? options) = await Invoke("--help");

        Assert.Equal(0, code);
        Assert.Null(options);
        foreach (string wanted in new[] { "[<FOLDER>]", "--redis <HOST:PORT>", "--processes", "--pods <N>", "[default: 3]", "--out <DIR>", "./out", "--ext <LIST>", "--json", "Examples:" })
        {
            Assert.Contains(wanted, output, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("--role", output, StringComparison.Ordinal);
        Assert.DoesNotContain("--pod ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_exit_code_is_the_runs()
    {
        var command = new AuditCommand(static (_, _) => Task.FromResult(7));

        Assert.Equal(7, await command.InvokeAsync([folder.Path], TextWriter.Null, TextWriter.Null));
    }

    [Theory]
    [InlineData("localhost:6379", "localhost", 6379)]
    [InlineData("127.0.0.1:1", "127.0.0.1", 1)]
    [InlineData("[::1]:65535", "::1", 65535)]
    public void Endpoints_are_read_and_written_alike(string text, string host, int port)
    {
        Assert.True(RedisEndpoint.TryParse(text, out RedisEndpoint? endpoint, out _));
        Assert.Equal(new RedisEndpoint(host, port), endpoint);
        Assert.Equal(text, endpoint.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(":6379")]
    [InlineData("::1:6379")]
    [InlineData("redis://localhost:6379")]
    [InlineData("localhost:")]
    [InlineData("localhost:0")]
    [InlineData("localhost:+1")]
    [InlineData("local host:1")]
    public void What_is_no_endpoint_is_refused(string text)
    {
        Assert.False(RedisEndpoint.TryParse(text, out _, out string? error));
        Assert.NotEmpty(error);
    }

    [Fact]
    public void The_repository_is_looked_for_upwards_from_here_then_from_the_build()
    {
        folder.Write("repo/Nika.Messaging.sln");
        folder.Write("repo/a/b/x.cs");
        folder.Write("elsewhere/x.cs");

        Assert.Equal(folder["repo"], RepositoryFolder.Find(folder["repo/a/b"], folder["elsewhere"]));
        Assert.Equal(folder["repo"], RepositoryFolder.Find(folder["elsewhere"], folder["repo/a"]));
        Assert.Equal(folder["elsewhere"], RepositoryFolder.Find(folder["elsewhere"], folder["elsewhere"]));
    }

    private static async Task<AuditOptions> Parse(params string[] arguments)
    {
        (int code, _, string error, AuditOptions? options) = await Invoke(arguments);
        Assert.Equal((0, ""), (code, error));
        return options!;
    }

    private static async Task<(int Code, string Output, string Error, AuditOptions? Options)> Invoke(params string[] arguments)
    {
        AuditOptions? seen = null;
        var command = new AuditCommand((options, _) =>
        {
            seen = options;
            return Task.FromResult(0);
        });
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = await command.InvokeAsync(arguments, output, error);
        return (code, output.ToString(), error.ToString(), seen);
    }
}
