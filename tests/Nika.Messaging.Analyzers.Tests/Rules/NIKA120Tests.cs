using Nika.Messaging.Analyzers.Tests.Harness;
using Nika.Messaging.Analyzers.Tests.Schema;
using Nika.Messaging.CodeFixes;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>What peers can read, and the baseline does not say.</summary>
public sealed class NIKA120Tests
{
    private const string Baseline = "m v1\nm.a: string required\nm.job_id: id required\n";

    [Theory]
    [InlineData("""[{|NIKA120:Message("n")|}, Signal] public sealed partial record N(JobId JobId); [Message("m"), Signal] public sealed partial record M(JobId JobId, string A);""", "n", "it is a message of its own")]
    [InlineData("""[Message("m"), Signal] public sealed partial record M(JobId JobId, string A, string? {|NIKA120:B|});""", "m.b", "a nullable field is new")]
    [InlineData("""[Message("m"), Signal] public sealed partial record M(JobId JobId, string A, int {|NIKA120:B|} = 1);""", "m.b", "an optional field is new")]
    [InlineData("""[Message("m"), Signal] public sealed partial record M(JobId JobId, string {|NIKA120:A|} = "x");""", "m.a", "it was required and is optional")]
    [InlineData("""[{|NIKA120:Message("m", Version = 2)|}, Signal] public sealed partial record M(JobId JobId);""", "m", "its version was 1 and is 2")]
    public Task It_is_reported_where_it_is(string source, string what, string change) => VerifySchema.ReportsAsync(
        Baseline, "namespace App; " + source, $"'{what}' is not in the baseline as it is, {change}: record it in nika.schema.txt");

    [Theory]
    [InlineData("""[Message("m"), Signal] public sealed partial record M(JobId JobId, string A);""")]
    [InlineData("""[Message("m"), Signal] public sealed partial record M(JobId JobId, [WireName("a")] string Renamed) { public int Computed => 1; }""")]
    [InlineData("""[Message("m"), Signal] public sealed partial record M(JobId JobId, string A); [MessagePart] public sealed partial record Unused(int N);""")]
    public Task What_looks_alike_is_silent(string source) => VerifySchema.IsSilentAsync(Baseline, "namespace App; " + source);

    [Fact]
    public Task Without_a_baseline_nothing_is_said() => Verify.IsSilentAsync("namespace App; [Message(\"m\"), Signal] public sealed partial record M(JobId JobId);");

    [Fact]
    public Task A_suppression_is_heeded() => VerifySchema.IsSilentAsync(
        "", "namespace App; [Message(\"m\"), Signal, System.Diagnostics.CodeAnalysis.SuppressMessage(\"Nika.Schema\", \"NIKA120\")] public sealed partial record M(JobId JobId);");

    [Fact]
    public Task Merges_leave_lines_twice_and_in_any_order() => VerifySchema.IsSilentAsync(
        "# a comment\r\nm.job_id: id required\r\nm.a: string required\r\n\r\nm.a: string required\r\nm v1",
        "namespace App; [Message(\"m\"), Signal] public sealed partial record M(JobId JobId, string A);");

    [Fact]
    public async Task It_is_fixed_for_all_messages_of_all_files_at_once_sorted()
    {
        string[] sources =
        [
            """
            namespace App;
            [Message("z"), Signal] public sealed partial record Z(JobId JobId, ImmutableArray<Step> Steps, Mood? Mood, [WireName("a b")] List<string?> Odd);
            [MessagePart, MaxDepth(4)] public sealed partial record Step(int N, Step? Next = null);
            public enum Mood { Good, [WireName("so so")] Fair }
            """.Replace("[WireName(\"a b\")] ", "", StringComparison.Ordinal),
            """namespace App; [Message("a_b"), Telemetry] public readonly partial record struct AB(long Count = 3, bool Flag = true);""",
        ];
        const string Recorded = """
            # Kept.
            a_b v1
            a_b.count: int64 optional
            a_b.flag: bool optional
            z v1
            z.job_id: id required
            z.mood: enum nullable
            z.mood="so so"
            z.mood=good
            z.odd: [string?] required
            z.steps: [object] required
            z.steps[].n: int32 required
            z.steps[].next: ^z.steps[] nullable

            """;
        await VerifyFix.FixesAllAsync(SchemaFix.Record, VerifySchema.With("# Kept.\n", sources), VerifySchema.With(Recorded, sources));
    }

    [Fact]
    public Task It_is_fixed_for_a_new_version_and_names_that_are_gone_stay() => VerifyFix.FixesAsync(
        SchemaFix.Record,
        VerifySchema.With("m v1\nm.gone: object required\nm.gone.x: bool required\nm.job_id: id required\nm.older: removed\n", "namespace App; [Message(\"m\", Version = 2), Signal] public sealed partial record M(JobId JobId);"),
        VerifySchema.With("m v2\nm.gone: removed\nm.job_id: id required\nm.older: removed\n", "namespace App; [Message(\"m\", Version = 2), Signal] public sealed partial record M(JobId JobId);"));

    [Fact]
    public Task It_is_fixed_in_every_project_that_has_a_baseline_of_its_own() => VerifyFix.FixesAllOfSolutionAsync(
        SchemaFix.Record,
        [Project("/src/a/nika.schema.txt", "", "M", "m"), Project("/src/b/nika.schema.txt", "x removed\n", "N", "n")],
        [Project("/src/a/nika.schema.txt", "m v1\nm.job_id: id required\n", "M", "m"), Project("/src/b/nika.schema.txt", "n v1\nn.job_id: id required\nx removed\n", "N", "n")]);

    [Fact]
    public Task It_is_fixed_for_several_targets_that_share_a_baseline()
    {
        // One target has a message that the other lacks.
        Scenario Target(string baseline, string also) => VerifySchema.With(baseline, Message("M", "m"), also) with
        {
            Properties = new Dictionary<string, string>(StringComparer.Ordinal) { ["NikaSeveralTargets"] = "true" },
        };
        const string Recorded = "m v1\nm.job_id: id required\no v1\no.job_id: id required\n";
        return VerifyFix.FixesAllOfSolutionAsync(SchemaFix.Record, [Target("", ""), Target("", Message("O", "o"))], [Target(Recorded, ""), Target(Recorded, Message("O", "o"))]);
    }

    private static Scenario Project(string path, string baseline, string type, string name) => new(Message(type, name))
    {
        AdditionalFiles = new Dictionary<string, string>(StringComparer.Ordinal) { [path] = baseline },
    };

    private static string Message(string type, string name) => $"namespace App; [Message(\"{name}\"), Signal] public sealed partial record {type}(JobId JobId);";
}
