using Nika.Messaging.Analyzers.Tests.Schema;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A line of the baseline says nothing, or contradicts another.</summary>
public sealed class NIKA122Tests
{
    private const string Source = "namespace App; [Message(\"m\"), Signal] public sealed partial record M(JobId JobId);";

    [Theory]
    [InlineData("{|NIKA122:<<<<<<< ours|}\nm v1\n", "<<<<<<< ours", "it is neither 'name v1', 'name.field: type required', 'name.field=value' nor a removed one")]
    [InlineData("m v1\n{|NIKA122:m.job_id id|}\n", "m.job_id id", "it is neither 'name v1', 'name.field: type required', 'name.field=value' nor a removed one")]
    [InlineData("m v1\n{|NIKA122:m v2|}\n", "m v2", "another line says 'm v1'")]
    public Task It_is_reported_where_it_is(string baseline, string line, string wrong) =>
        VerifySchema.ReportsInBaselineAsync(baseline, Source, $"'{line}' cannot be read, {wrong}: correct the line, or take it away");

    [Theory]
    [InlineData("# <<<<<<< a comment\n\n  m v1  \nm v1\nm.job_id: id required")]
    public Task What_looks_alike_is_silent(string baseline) => VerifySchema.IsSilentAsync(baseline, Source);
}
