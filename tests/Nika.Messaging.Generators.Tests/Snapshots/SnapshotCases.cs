namespace Nika.Messaging.Generators.Tests.Snapshots;

/// <summary>The sources whose output is approved line by line: one for each thing that is emitted differently.</summary>
internal static class SnapshotCases
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Id"] = """
            namespace App;

            /// <summary>A desk.</summary>
            [Id]
            public readonly partial struct DeskId;
            """,
        ["Signal"] = """
            namespace App;

            /// <summary>A result.</summary>
            [Message("step_result"), Signal(SignalKind.Result)]
            public sealed partial record StepResult(JobId JobId, int Step, string Summary, double? Score = 0.5);
            """,
        ["WorkingMemory"] = """
            namespace App;

            /// <summary>Findings.</summary>
            [Message("findings"), WorkingMemory("findings-{Task}")]
            public sealed partial record Findings(JobId JobId, EntityId Task, ImmutableArray<string> Urls, string? Note);
            """,
        ["Contract"] = """
            namespace App;

            /// <summary>A pipeline.</summary>
            [Message("pipeline", Version = 2), Contract, Ttl("30m")]
            public partial class Pipeline
            {
                /// <summary>The job.</summary>
                public required JobId JobId { get; init; }

                /// <summary>Its name.</summary>
                public string Name { get; set; } = "unnamed";

                /// <summary>Computed, and thus not on the wire.</summary>
                public int Length => Name.Length;
            }
            """,
        ["EntityFeed"] = """
            namespace App;

            /// <summary>A transition.</summary>
            [Message("job_changed"), EntityFeed, Meta(Domain = "hooks", Intent = "refactor", Tags = ["a", "b"])]
            public sealed partial record JobChanged(
                EntityId EntityId, EntityStatus Status, [MemoryText] string What, EntityId? ParentId = null, [Meta(MetaField.Domain)] string? Area = null);
            """,
        ["Telemetry"] = """
            namespace App;

            /// <summary>A tool call.</summary>
            [Message("tool_called"), Telemetry]
            public readonly partial record struct ToolCalled(SessionId? SessionId, string Tool, TimeSpan Duration);
            """,
        ["Bus"] = """
            namespace App;

            /// <summary>A request.</summary>
            [Message("review_request"), BusMessage(SignalKind.Request, Remember = true)]
            public sealed partial record ReviewRequest(JobId? JobId, [property: WireName("what")] string Deliverable);
            """,
        ["OwnStream"] = """
            namespace App;

            /// <summary>A desk.</summary>
            [Id]
            public readonly partial struct DeskId;

            /// <summary>Containing types.</summary>
            public static partial class Market
            {
                internal partial interface IInner
                {
                    [Message("price_tick"), Stream("desk:{Desk}:ticks:{Desk}"), Ttl("1500ms"), MaxLength(10_000), Retention("90s")]
                    private partial struct PriceTick
                    {
                        public DeskId Desk;

                        public decimal @decimal { get; set; }

                        public void PublishTo() { }
                    }
                }
            }
            """,
        ["Part"] = """
            namespace App;

            /// <summary>How it went.</summary>
            public enum Mood
            {
                /// <summary>Well.</summary>
                Calm,

                /// <summary>Badly.</summary>
                [WireName("ON-FIRE")]
                Burning,

                /// <summary>The same.</summary>
                Alarmed = Burning,

                /// <summary>Who knows.</summary>
                [Fallback]
                Unknown,
            }

            /// <summary>A step.</summary>
            [MessagePart]
            public sealed partial record Step(int Number, Mood Mood, EntityId Entity, Step? Next, List<Step> Children, int?[] Gaps, ReadOnlyMemory<byte> Data);
            """,
        ["Handlers"] = """
            namespace App;

            /// <summary>A message.</summary>
            [Message("job_changed"), EntityFeed]
            public sealed partial record JobChanged(EntityId EntityId, EntityStatus Status);

            /// <summary>A message.</summary>
            [Message("step_done"), Signal]
            public sealed partial record StepDone(JobId JobId);

            /// <summary>A handler.</summary>
            [Handler("cg:worker", SignificantOnly = true)]
            public sealed partial class Worker(INika nika, IServiceProvider services, TimeProvider? time, int? retries = null)
            {
                /// <summary>Handles.</summary>
                /// <param name="job">The job.</param>
                /// <param name="context">The context.</param>
                /// <param name="cancellation">The end.</param>
                public ValueTask HandleAsync(JobChanged job, MessageContext context, CancellationToken cancellation) => new(Task.FromResult((nika, services, time, retries)));

                /// <summary>Handles.</summary>
                /// <param name="step">The step.</param>
                public Task HandleAsync(StepDone step) => Task.CompletedTask;
            }

            [Handler]
            internal sealed partial class Follower
            {
                public ValueTask HandleAsync(in StepDone step, CancellationToken cancellation) => default;
            }
            """,
    };
}
