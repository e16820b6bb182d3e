using Nika.Messaging.Analyzers.Tests.Schema;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A name that was removed means something again.</summary>
public sealed class NIKA123Tests
{
    private const string Baseline = "gone removed\nm v1\nm.job_id: id required\nm.old: removed\n";

    [Theory]
    [InlineData("""[Message("m"), Signal] public sealed partial record M(JobId JobId, string? {|NIKA123:Old|});""", "m.old")]
    [InlineData("""[Message("m"), Signal] public sealed partial record M(JobId JobId, [WireName("old")] string {|NIKA123:New|});""", "m.old")]
    [InlineData("""[{|NIKA123:Message("gone")|}, Signal] public sealed partial record G(JobId JobId); [Message("m"), Signal] public sealed partial record M(JobId JobId);""", "gone")]
    public Task It_is_reported_where_it_is(string source, string name) => VerifySchema.ReportsAsync(
        Baseline, "namespace App; " + source, $"'{name}' was removed once, and peers may know it as what it was: write another name");

    [Theory]
    [InlineData("""[Message("m"), Signal] public sealed partial record M(JobId JobId);""")]
    [InlineData("""[Message("m"), Signal] public sealed partial record M(JobId JobId) { public int Old => 1; }""")]
    public Task What_looks_alike_is_silent(string source) => VerifySchema.IsSilentAsync(Baseline, "namespace App; " + source);
}
