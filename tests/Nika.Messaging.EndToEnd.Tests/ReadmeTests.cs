namespace Nika.Messaging.EndToEnd
{
    /// <summary>The README's first screen compiles: it is what stands below, word for word.</summary>
    public sealed class ReadmeTests
    {
        [Fact]
        public void The_first_screen_is_code_that_compiles()
        {
            string root = Root();
            string here = Lines(File.ReadAllText(Path.Combine(root, "tests/Nika.Messaging.EndToEnd.Tests/ReadmeTests.cs")));
            string readme = File.ReadAllText(Path.Combine(root, "README.md"));
            int start = readme.IndexOf("```csharp\n", StringComparison.Ordinal) + "```csharp\n".Length;
            string code = Lines(readme[start..readme.IndexOf("```", start, StringComparison.Ordinal)]);
            Assert.Contains("[Handler(", code, StringComparison.Ordinal);
            Assert.Contains(code, here, StringComparison.Ordinal);
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

namespace Nika.Messaging.EndToEnd.Readme
{
#pragma warning disable NIKA107 // The README's own form of it, in a pod without the tests' other one.
    [Message("job_changed"), EntityFeed, Meta(Domain = "hooks", Intent = "refactor")]
    public sealed partial record JobChanged(EntityId EntityId, EntityStatus Status, string Summary);

    [Handler(ConsumerGroups.Worker)]                         // of all workers, one takes each created entity
    public sealed partial class Refactorer(INika nika)
    {
        public async ValueTask HandleAsync(JobChanged job, MessageContext context, CancellationToken cancellationToken)
        {
            await nika.PublishAsync(job with { Status = EntityStatus.Completed }, cancellationToken);   // never throws for an outage
        }
    }
#pragma warning restore NIKA107
}
