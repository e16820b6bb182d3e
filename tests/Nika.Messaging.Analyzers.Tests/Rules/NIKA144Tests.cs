using Nika.Messaging.Analyzers.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A version below 1.</summary>
public sealed class NIKA144Tests
{
    [Theory]
    [InlineData(
        "[{|NIKA144:Message(\"m\", Version = 0)|}, Signal] public partial record M(JobId JobId);",
        "'M' has the version 0: versions count from 1, which is the one without 'Version'")]
    [InlineData(
        "[{|NIKA144:Message(\"m\", Version = -3)|}, Signal] public partial record M(JobId JobId);",
        "'M' has the version -3: versions count from 1, which is the one without 'Version'")]
    public Task It_is_reported_where_it_is(string source, string message) => Verify.ReportsAsync(Sources.In(source), message);

    [Theory]
    [InlineData("[Message(\"m\"), Signal] public partial record M(JobId JobId);")]
    [InlineData("[Message(\"m\", Version = 1), Signal] public partial record M(JobId JobId);")]
    [InlineData("[Message(\"m\", Version = int.MaxValue), Signal] public partial record M(JobId JobId);")]
    public Task What_looks_alike_is_silent(string source) => Verify.IsSilentAsync(Sources.In(source));
}
