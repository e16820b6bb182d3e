namespace Nika.Messaging.EndToEnd.Alpha
{
    using Nika.Messaging.EndToEnd.AlphaPage;
    using Nika.Messaging.TestSupport;

    /// <summary>The code of docs/alpha.md compiles and does what the page says: it is what stands below, word for word.</summary>
    public sealed class AlphaPageTests
    {
        [Fact]
        public void The_code_is_what_stands_below()
        {
            string root = Root();
            string page = File.ReadAllText(Path.Combine(root, "docs/alpha.md"));
            int start = page.IndexOf("```csharp\n", StringComparison.Ordinal) + "```csharp\n".Length;
            string code = Lines(page[start..page.IndexOf("```", start, StringComparison.Ordinal)]);
            Assert.Contains("WatchAsync", code, StringComparison.Ordinal);
            Assert.Contains(code, Lines(File.ReadAllText(Path.Combine(root, "tests/Nika.Messaging.EndToEnd.Tests/Alpha/AlphaPageTests.cs"))), StringComparison.Ordinal);
        }

        [Fact]
        public async Task A_job_is_completed_when_its_tasks_are()
        {
            var server = new Streams.Embedded.EmbeddedServer();
            string folder = Directory.CreateTempSubdirectory("nika-page-").FullName;
            await using var alpha = Pod("alpha", static _ => { });
            await using var worker = Pod("w1", static builder => builder.AddHandler(static services => new Splitter((INika)services.GetService(typeof(INika))!)));
            await alpha.StartAsync(TestContext.Current.CancellationToken);
            await worker.StartAsync(TestContext.Current.CancellationToken);
            using var stop = new CancellationTokenSource();
            var leading = new Lead(alpha, alpha.Alpha).RunAsync(stop.Token);
            await Wait.Until(() => alpha.Entities.StatusOf(new("clean-up-parser")) == EntityStatus.Completed);
            Assert.Equal(new(0, 0, 0, 1, 0, 0, IsExact: true), alpha.Entities.RollUpOf(new("clean-up-parser")));
            await stop.CancelAsync();
            _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leading);
            await worker.StopAsync(TestContext.Current.CancellationToken);
            await alpha.StopAsync(TestContext.Current.CancellationToken);
            Directory.Delete(folder, recursive: true);

            NikaPod Pod(string name, Action<NikaPodBuilder> configure)
            {
                var builder = NikaPod.CreateBuilder();
                _ = builder.UseEmbedded(server).Configure(options => (options.Pod, options.Directory) = (name, folder));
                configure(builder);
                return builder.Build();
            }
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

namespace Nika.Messaging.EndToEnd.AlphaPage
{
    public sealed class Lead(INika nika, IAlpha alpha)
    {
        public async Task RunAsync(CancellationToken cancellationToken)
        {
            var project = Entity.Project(new EntityId("clean-up")) with { Domain = "hooks", Intent = "refactor" };
            var job = project.Job(new EntityId("clean-up-parser"));
            _ = nika.Entities.Create(project, "tidy the hooks");
            _ = nika.Entities.Create(job, "the parser first");
            _ = await alpha.AssignAsync(job.Task(new EntityId("clean-up-parser-1")), "split the long method", cancellationToken: cancellationToken);

            await foreach (var transition in alpha.WatchAsync(cancellationToken))   // significant ones; acked when the next is asked for
            {
                if (transition.Kind == EntityKind.Task && nika.Entities.RollUpOf(job.Id) is { Open: 0 } tasks)
                {
                    _ = nika.Entities.Complete(job, $"{tasks.Completed} done, {tasks.Failed} failed");
                }
            }
        }
    }

    [Handler(ConsumerGroups.Worker)]
    public sealed partial class Splitter(INika nika)
    {
        public async ValueTask HandleAsync(EntityTransition created, CancellationToken cancellationToken)
        {
            if (created.Kind != EntityKind.Task)
            {
                return;   // PROJs and JOBs are created too, and are no work in themselves
            }

            var task = Entity.Of(created);
            _ = nika.Entities.Start(task, "reading it");
            await Task.Delay(10, cancellationToken);
            _ = nika.Entities.Complete(task, "three methods now");
        }
    }
}
