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
        ["Pipeline"] = """
            namespace App;

            /// <summary>A request.</summary>
            [Message("scan_request"), Signal(SignalKind.Request)]
            public sealed partial record ScanRequest(JobId JobId, string Path);

            /// <summary>A page.</summary>
            [Message("page"), WorkingMemory("page")]
            public sealed partial record Page(JobId JobId, string Text);

            /// <summary>The pages counted.</summary>
            [Message("total"), WorkingMemory("total")]
            public sealed partial record Total(JobId JobId, int Words);

            /// <summary>An audit.</summary>
            [Contract("audit", Version = 3)]
            [Step(1, "scan", Role = "researcher", Input = typeof(ScanRequest), Output = typeof(Page[]))]
            [Step(2, "page_audit", Input = typeof(Page), Output = typeof(Total), TimeLimit = "90s", Attempts = 2)]
            [Step(3, "list_all", Input = typeof(ImmutableArray<Page>))]
            [Step(4, "sum", Role = "writer", Input = typeof(List<Total>), Output = typeof(Total))]
            [Step(5, "tell")]
            public static partial class Audit;
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
        ["Remembered"] = """
            namespace App;

            internal enum Verdict { Good, [WireName("not-good")] Bad }

            [Flags]
            internal enum Marks { None = 0, One = 1 }

            [MessagePart]
            internal sealed partial record Place(string File, int Line);

            /// <summary>Every kind of field, and the members that are none.</summary>
            [Message("reviewed"), BusMessage(Remember = true)]
            internal sealed partial record Reviewed(
                JobId JobId, [MemoryText] string Why, int Round, decimal Score, bool? Final, Guid Run, DateTimeOffset At, Verdict Verdict, List<string> Files, EntityId[] Tasks,
                Place Where, List<Place> Places, Marks Marks, byte[] Digest, Dictionary<string, int> Counts);

            /// <summary>Has fields of its own.</summary>
            [Message("measured"), BusMessage(Remember = true)]
            internal sealed partial record Measured(JobId JobId, string Fields);
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
            [MessagePart, MaxDepth(16)]
            public sealed partial record Step(int Number, Mood Mood, EntityId Entity, Step? Next, List<Step> Children, int?[] Gaps, ReadOnlyMemory<byte> Data);
            """,
        ["Collections"] = """
            namespace App;

            /// <summary>What one may do.</summary>
            [Flags]
            public enum Access
            {
                /// <summary>Nothing.</summary>
                None = 0,

                /// <summary>Read.</summary>
                Read = 1,

                /// <summary>Write.</summary>
                Write = 2,
            }

            /// <summary>A codec.</summary>
            public readonly struct Hex : IJsonCodec<int>
            {
                /// <inheritdoc/>
                public static void Write(int value, ref Utf8Writer writer) => writer.String(value.ToString("x8"));

                /// <inheritdoc/>
                public static bool TryRead(ref JsonReader reader, out int value) => reader.TryReadInt32(out value);
            }

            /// <summary>Dictionaries, sets, a codec, and what is not known.</summary>
            [MessagePart]
            public sealed partial record Report(
                Dictionary<string, List<int?>> Counts, HashSet<string>? Names, Access Access, [property: JsonCodec(typeof(Hex))] int Color, [Renamed(From = "title")] string Name)
            {
                /// <summary>The rest.</summary>
                [ExtensionData]
                public ImmutableDictionary<string, System.Text.Json.JsonElement>? Rest { get; init; }
            }
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
        ["Asking"] = """
            namespace App;

            /// <summary>A request.</summary>
            [Message("audit_request"), Signal(SignalKind.Request)]
            public sealed partial record AuditRequest(JobId JobId, string Folder) : IRequest<AuditResult>;

            /// <summary>Its reply.</summary>
            [Message("audit_result"), Signal(SignalKind.Result)]
            public sealed partial record AuditResult(JobId JobId, int Findings);

            /// <summary>A handler.</summary>
            [Handler("role:auditor")]
            public sealed partial class Auditor
            {
                /// <summary>Handles.</summary>
                /// <param name="request">The request.</param>
                /// <param name="cancellation">The end.</param>
                public ValueTask<AuditResult> HandleAsync(AuditRequest request, CancellationToken cancellation) => new(new AuditResult(request.JobId, 1));
            }

            /// <summary>A request for parts.</summary>
            [Message("list_request"), BusMessage(SignalKind.Request)]
            public sealed partial record ListRequest(string Folder) : IStreamRequest<Listed>;

            /// <summary>A part.</summary>
            [Message("listed"), BusMessage(SignalKind.Result)]
            public readonly partial record struct Listed(string Name);

            [Handler("role:lister")]
            internal sealed partial class Lister
            {
                public async IAsyncEnumerable<Listed> HandleAsync(ListRequest request)
                {
                    await Task.Yield();
                    yield return new Listed(request.Folder);
                }
            }

            [Handler("role:auditor")]
            internal sealed partial class SlowAuditor
            {
                public Task<AuditResult> HandleAsync(AuditRequest request) => Task.FromResult(new AuditResult(request.JobId, 1));
            }
            """,
        ["Clients"] = """
            namespace App;

            /// <summary>A message.</summary>
            [Message("step_done"), Signal]
            public readonly partial record struct StepDone(JobId JobId);

            /// <summary>A message.</summary>
            [Message("session_note"), BusMessage]
            public sealed partial record SessionNote(string Note, JobId? JobId = null);

            /// <summary>A hash.</summary>
            [Message("page_set"), WorkingMemory("pages-{Site}")]
            public sealed partial record PageSet(JobId JobId, EntityId Site, string Pages);

            /// <summary>A request.</summary>
            [Message("audit_request"), Signal(SignalKind.Request)]
            public sealed partial record AuditRequest(JobId JobId) : IRequest<AuditResult>;

            /// <summary>Its reply.</summary>
            [Message("audit_result"), Signal(SignalKind.Result)]
            public sealed partial record AuditResult(JobId JobId);

            /// <summary>A request for parts.</summary>
            [Message("list_request"), Signal(SignalKind.Request)]
            public sealed partial record ListRequest(JobId JobId) : IStreamRequest<AuditResult>;

            internal static partial class Outer
            {
                [NikaClient]
                internal partial interface IAlpha
                {
                    PublishResult Publish(in StepDone step);
                    ValueTask<PublishResult> PublishAsync(StepDone @event, CancellationToken cancellation);
                    PublishResult Keep(PageSet pages);
                    ValueTask<PublishResult> KeepAsync(PageSet pages);
                    ValueTask<Reply<AuditResult>> AuditAsync(AuditRequest request, CancellationToken cancellation = default);
                    ValueTask<Reply<AuditResult>> AuditAsync(AuditRequest request, TimeSpan? timeout);
                    IAsyncEnumerable<AuditResult> List(ListRequest request, TimeSpan timeout, CancellationToken cancellation);
                    IAsyncEnumerable<StepDone> WatchSteps(JobId job, CancellationToken cancellation);
                    IAsyncEnumerable<Received<SessionNote>> WatchNotes();
                    IAsyncEnumerable<SessionNote> WatchNotes(JobId job, CancellationToken cancellation);
                    IAsyncEnumerable<EntityTransition> WatchEntities(CancellationToken cancellation);
                    ValueTask<HashResult<PageSet>> PagesAsync(JobId job, EntityId site, CancellationToken cancellation);
                    ValueTask<long> CountAsync(MemoryFilter filter, CancellationToken cancellation);
                    ValueTask<IReadOnlyList<FacetCount>> FacetAsync(MemoryField field, MemoryFilter filter);
                    IAsyncEnumerable<MemoryEvent> Events(MemoryFilter filter);
                    ValueTask<IReadOnlyList<RecalledEvent>> RecallAsync(string text);
                    ValueTask<IReadOnlyList<RecalledEvent>> RecallAsync(string text, MemoryFilter? filter, int limit, CancellationToken cancellation);

                    static int Mine() => 1;
                    ValueTask<long> AllAsync() => CountAsync(MemoryFilter.All, default);
                }
            }
            """,
    };
}
