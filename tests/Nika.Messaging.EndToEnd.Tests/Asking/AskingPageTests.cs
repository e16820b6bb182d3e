using Nika.Messaging.EndToEnd.Consuming;

namespace Nika.Messaging.EndToEnd.Asking
{
    /// <summary>The code of docs/asking.md is what stands below, word for word, and does what the page says.</summary>
    public sealed class AskingPageTests() : AskingFixture(new EmbeddedTestStore())
    {
        [Fact]
        public void Its_code_is_code_that_compiles()
        {
            string root = Root();
            string here = Lines(File.ReadAllText(Path.Combine(root, "tests/Nika.Messaging.EndToEnd.Tests/Asking/AskingPageTests.cs")));
            string[] blocks = [.. File.ReadAllText(Path.Combine(root, "docs/asking.md")).Split("```csharp\n").Skip(1).Select(block => Lines(block[..block.IndexOf("```", StringComparison.Ordinal)]))];
            Assert.Equal(4, blocks.Length);
            Assert.All(blocks, block => Assert.Contains(block, here, StringComparison.Ordinal));
        }

        [Fact]
        public async Task Its_code_runs()
        {
            var worker = await StartAsync("worker", builder => builder.AddHandler(_ => new AskingPage.Auditor()));
            await worker.FollowAsync(Job);
            var pod = await StartAsync("asker");
            var output = new StringWriter();
            await AskingPage.Code.AskAsync(pod, Job, "src", output, Cancellation);
            await AskingPage.Code.AskAsync(pod, Job, "lost", output, Cancellation);
            await AskingPage.Code.StreamAsync(pod, Job, output, Cancellation);
            Assert.Equal(["3 findings", "no_such_folder: lost", "src/1", "src/2"], output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
            Assert.True((await pod.Client<AskingPage.IAudits>().AuditAsync(new(Job, "src"), Cancellation)).IsAnswered);
        }

        private static string Root()
        {
            string folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "Nika.Messaging.sln")))
            {
                folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The repository was not found above the tests.");
            }

            return folder;
        }

        private static string Lines(string text) => string.Join('\n', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }
}

namespace Nika.Messaging.EndToEnd.AskingPage
{
    [Message("audit_request"), Signal(SignalKind.Request)]
    public sealed partial record AuditRequest(JobId JobId, string Folder) : IRequest<AuditResult>;

    [Message("audit_result"), Signal(SignalKind.Result)]
    public sealed partial record AuditResult(JobId JobId, int Findings);

    [Message("list_request"), Signal(SignalKind.Request)]
    public sealed partial record ListRequest(JobId JobId, string Folder) : IStreamRequest<FoundFile>;

    [Message("found_file"), Signal(SignalKind.Result)]
    public sealed partial record FoundFile(JobId JobId, string Path);

    [Handler("role:auditor")]
    public sealed partial class Auditor
    {
        public async ValueTask<AuditResult> HandleAsync(AuditRequest request, MessageContext context, CancellationToken cancellationToken)
        {
            await Task.Delay(10, cancellationToken);                // cancelled when the asker gives up
            return request.Folder == "lost"
                ? throw new RequestException("no_such_folder", request.Folder)
                : new AuditResult(request.JobId, Findings: 3);
        }

        public async IAsyncEnumerable<FoundFile> HandleAsync(ListRequest request)
        {
            yield return new FoundFile(request.JobId, $"{request.Folder}/1");
            await Task.Yield();
            yield return new FoundFile(request.JobId, $"{request.Folder}/2");
        }
    }

    [NikaClient]
    public partial interface IAudits
    {
        PublishResult Publish(AuditResult result);

        ValueTask<Reply<AuditResult>> AuditAsync(AuditRequest request, CancellationToken cancellationToken);

        IAsyncEnumerable<FoundFile> List(ListRequest request, CancellationToken cancellationToken);

        IAsyncEnumerable<AuditResult> Results(JobId job, CancellationToken cancellationToken);

        ValueTask<long> CountAsync(MemoryFilter filter, CancellationToken cancellationToken);
    }

    internal static class Code
    {
        public static async Task AskAsync(INika nika, JobId job, string folder, TextWriter output, CancellationToken cancellationToken)
        {
            var reply = await nika.AskAsync(new AuditRequest(job, folder), TimeSpan.FromMinutes(1), cancellationToken);
            await output.WriteLineAsync(reply.Status switch
            {
                ReplyStatus.Answered => $"{reply.Value!.Findings} findings",
                ReplyStatus.Failed => $"{reply.Error!.Code}: {reply.Error.Message}",
                _ => $"{reply.Status}: {reply.Reason}",                 // timed out, degraded, refused, malformed: never an exception
            });
        }

        public static async Task StreamAsync(INika nika, JobId job, TextWriter output, CancellationToken cancellationToken)
        {
            await foreach (var file in nika.AskStreamAsync(new ListRequest(job, "src"), cancellationToken))
            {
                await output.WriteLineAsync(file.Path);                 // leaving the loop ends the worker's enumeration
            }
        }
    }
}
