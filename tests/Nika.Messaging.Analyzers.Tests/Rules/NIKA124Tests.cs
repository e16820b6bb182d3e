using Nika.Messaging.Analyzers.Tests.Harness;
using Nika.Messaging.Analyzers.Tests.Schema;
using Nika.Messaging.CodeFixes;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A message of the baseline is nowhere.</summary>
public sealed class NIKA124Tests
{
    private const string Source = "namespace App; [Message(\"m\"), Signal] public sealed partial record M(JobId JobId);";

    [Theory]
    [InlineData("{|NIKA124:gone v1|}\ngone.a: string required\nm v1\nm.job_id: id required\n")]
    public Task It_is_reported_where_it_is(string baseline) => VerifySchema.ReportsInBaselineAsync(
        baseline, Source, "'gone' is in the baseline, but no message is called so: declare it, or write 'gone removed' in place of its lines");

    [Theory]
    [InlineData("gone removed\nm v1\nm.job_id: id required\n")]
    [InlineData("m v1\nm.job_id: id required\n")]
    public Task What_looks_alike_is_silent(string baseline) => VerifySchema.IsSilentAsync(baseline, Source);

    [Fact]
    public Task What_another_target_has_is_not_gone() => Verify.IsSilentAsync(VerifySchema.With("m v1\nm.job_id: id required\nother v1\n", Source) with
    {
        Properties = new Dictionary<string, string>(StringComparer.Ordinal) { ["NikaSeveralTargets"] = "true" },
    });

    [Fact]
    public Task What_is_declared_wrongly_is_not_gone_either() => Verify.ReportsAsync(
        VerifySchema.With("m v1\nm.job_id: id required\n", "namespace App; [{|NIKA109:Message(\"m\")|}] public sealed partial record M(JobId JobId);"),
        "'M' is on 0 layers: write exactly one of [Signal], [WorkingMemory], [Contract], [EntityFeed], [Telemetry], [BusMessage], [Stream] and [Hash]");

    [Fact]
    public Task It_is_fixed_by_a_tombstone() => VerifyFix.FixesAsync(
        SchemaFix.Tombstone,
        VerifySchema.With("gone v2\ngone.a: object required\ngone.a.b: removed\nm v1\nm.job_id: id required\n", Source),
        VerifySchema.With("gone removed\nm v1\nm.job_id: id required\n", Source));

    [Fact]
    public Task It_is_fixed_for_all_that_are_gone() => VerifyFix.FixesAllAsync(
        SchemaFix.Tombstone,
        VerifySchema.With("# Kept.\na v1\na.x=y\nb v1\nm v1\nm.job_id: id required\n", Source),
        VerifySchema.With("# Kept.\na removed\nb removed\nm v1\nm.job_id: id required\n", Source));
}
