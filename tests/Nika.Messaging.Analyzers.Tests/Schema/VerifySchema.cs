using System.Globalization;
using Nika.Messaging.Analyzers.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Schema;

/// <summary>Messages and the baseline beside them.</summary>
internal static class VerifySchema
{
    private const string Path = "/src/nika.schema.txt";

    public static Scenario With(string baseline, params string[] sources) => new(sources)
    {
        AdditionalFiles = new Dictionary<string, string>(StringComparer.Ordinal) { [Path] = baseline },
    };

    public static Task ReportsAsync(string baseline, string source, params string[] messages) => Verify.ReportsAsync(With(baseline, source), messages);

    public static Task IsSilentAsync(string baseline, string source) => Verify.IsSilentAsync(With(baseline, source));

    /// <summary>Just the marked lines of the baseline are reported.</summary>
    public static async Task ReportsInBaselineAsync(string marked, string source, params string[] messages)
    {
        var baseline = MarkedSource.Parse(marked);
        var found = await TestProject.AnalyzeAsync(TestProject.Create(With(baseline.Text, source)));

        Assert.All(found, diagnostic => Assert.Equal(Path, diagnostic.Location.GetLineSpan().Path));
        Assert.Equal(
            baseline.Marks.Zip(messages, (mark, message) => $"{mark.Id} {mark.Span}: {message}"),
            found.Select(d => $"{d.Id} {d.Location.SourceSpan}: {d.GetMessage(CultureInfo.InvariantCulture)}"));
    }
}
