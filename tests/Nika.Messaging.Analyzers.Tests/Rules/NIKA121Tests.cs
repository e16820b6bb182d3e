using Nika.Messaging.Analyzers.Tests.Harness;
using Nika.Messaging.Analyzers.Tests.Schema;
using Nika.Messaging.CodeFixes;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A change that peers cannot read, under the same version.</summary>
public sealed class NIKA121Tests
{
    private const string Baseline = """
        m v1
        m.a: int32 required
        m.job_id: id required
        m.mood: enum nullable
        m.mood=good
        m.part: object nullable
        m.part.x: string required
        """;

    private const string Rest = " [MessagePart] public sealed partial record Part(string X); public enum Mood { Good }";

    [Theory]
    [InlineData("""[{|NIKA121:Message("m")|}, Signal] public sealed partial record M(JobId JobId, Mood? Mood, Part? Part);""" + Rest, "m.a", "a required field is gone", "peers that do not have the change cannot read it")]
    [InlineData("""[Message("m"), Signal] public sealed partial record M(JobId JobId, int A, Mood? Mood, Part? Part, string {|NIKA121:New|});""" + Rest, "m.new", "a required field is new", "it is not read in what peers wrote before")]
    [InlineData("""[Message("m"), Signal] public sealed partial record M(JobId JobId, string {|NIKA121:A|}, Mood? Mood, Part? Part);""" + Rest, "m.a", "its type is another", "neither reads what the other writes")]
    [InlineData("""[Message("m"), Signal] public sealed partial record M(JobId JobId, int? {|NIKA121:A|}, Mood? Mood, Part? Part);""" + Rest, "m.a", "it was required and may be null", "peers that do not have the change cannot read it")]
    [InlineData("""[Message("m"), Signal] public sealed partial record M(JobId JobId, int A, Mood? Mood, Part {|NIKA121:Part|});""" + Rest, "m.part", "it might be null and is required", "it is not read in what peers wrote before")]
    [InlineData("""[Message("m"), Signal] public sealed partial record M(JobId JobId, int A, Mood? {|NIKA121:Mood|}, Part? Part); [MessagePart] public sealed partial record Part(string X); public enum Mood { Good, Bad }""", "m.mood=bad", "a value of its enum is new", "peers that do not have the change cannot read it")]
    [InlineData("""[Message("m"), Signal] public sealed partial record M(JobId JobId, int A, Mood? Mood, Part? {|NIKA121:Part|}); [MessagePart] public sealed partial record Part(string X, bool Y); public enum Mood { Good }""", "m.part.y", "a required field is new", "it is not read in what peers wrote before")]
    public Task It_is_reported_where_it_is(string source, string what, string change, string who) => VerifySchema.ReportsAsync(
        Baseline, "namespace App; " + source, $"'{what}' breaks with its peers, {change}, so that {who}: undo it, raise the message's Version, or record it in nika.schema.txt all the same");

    [Fact]
    public Task A_version_does_not_go_back() => VerifySchema.ReportsAsync(
        "m v2\nm.job_id: id required\n",
        "namespace App; [{|NIKA121:Message(\"m\")|}, Signal] public sealed partial record M(JobId JobId);",
        "'m' breaks with its peers, its version was 2 and is 1, so that peers take it for what it was: undo it, raise the message's Version, or record it in nika.schema.txt all the same");

    [Theory]
    [InlineData("""[Message("m"), Signal] public sealed partial record M(JobId JobId, int A, Mood? Mood, Part? Part);""" + Rest)]
    [InlineData("""[Message("m"), Signal] public sealed partial record M(JobId JobId, int A, Mood? Mood, Other? Part); [MessagePart] public sealed partial class Other { public required string X { get; init; } } public enum Mood { Good }""")]
    [InlineData("""[Message("m"), Signal] public sealed partial record M(Part? Part, Mood? Mood, JobId JobId, int A);""" + Rest)]
    public Task What_looks_alike_is_silent(string source) => VerifySchema.IsSilentAsync(Baseline, "namespace App; " + source);

    [Fact]
    public async Task A_renamed_member_is_two_changes() => await VerifySchema.ReportsAsync(
        "m v1\nm.job_id: id required\nm.old: string nullable\n",
        "namespace App; [{|NIKA120:Message(\"m\")|}, Signal] public sealed partial record M(JobId JobId, string {|NIKA121:New|});",
        "'m.old' is not in the baseline as it is, a nullable field is gone: record it in nika.schema.txt",
        "'m.new' breaks with its peers, a required field is new, so that it is not read in what peers wrote before: undo it, raise the message's Version, or record it in nika.schema.txt all the same");

    [Fact]
    public Task It_is_fixed_by_versions_raised_once_a_message_and_recorded() => VerifyFix.FixesAllAsync(
        SchemaFix.Raise,
        VerifySchema.With(
            "m v1\nm.a: int32 required\nm.b: int32 required\nm.job_id: id required\nn v7\nn.a: string required\nn.job_id: id required\n",
            "namespace App; [Message(\"m\"), Signal] public sealed partial record M(JobId JobId, string A, string C);",
            "namespace App; [Message(\"n\", Version = 7), Signal] public sealed partial record N(JobId JobId);"),
        VerifySchema.With(
            "m v2\nm.a: string required\nm.b: removed\nm.c: string required\nm.job_id: id required\nn v8\nn.a: removed\nn.job_id: id required\n",
            "namespace App; [Message(\"m\", Version = 2), Signal] public sealed partial record M(JobId JobId, string A, string C);",
            "namespace App; [Message(\"n\", Version = 8), Signal] public sealed partial record N(JobId JobId);"));

    [Fact]
    public Task It_is_fixed_by_accepting_with_a_tombstone_for_what_is_gone() => VerifyFix.FixesAllAsync(
        SchemaFix.Accept,
        VerifySchema.With("m v1\nm.a: object required\nm.a.x: int32 required\nm.job_id: id required\n", "namespace App; [Message(\"m\"), Signal] public sealed partial record M(JobId JobId, string B);"),
        VerifySchema.With("m v1\nm.a: removed\nm.b: string required\nm.job_id: id required\n", "namespace App; [Message(\"m\"), Signal] public sealed partial record M(JobId JobId, string B);"));

    [Fact]
    public Task It_is_fixed_for_several_targets_that_share_source_and_baseline()
    {
        static Scenario Target(string baseline, string attribute) => VerifySchema.With(baseline, $"namespace App; [{attribute}, Signal] public sealed partial record M(JobId JobId, string A);");
        var before = Target("m v1\nm.a: int32 required\nm.job_id: id required\n", "Message(\"m\")");
        var after = Target("m v2\nm.a: string required\nm.job_id: id required\n", "Message(\"m\", Version = 2)");
        return VerifyFix.FixesAllOfSolutionAsync(SchemaFix.Raise, [before, before], [after, after]);
    }
}
