using System.Text.RegularExpressions;
using Nika.Messaging.Analyzers.Tests.Harness;
using Nika.Messaging.Analyzers.Tests.Suppressions;

namespace Nika.Messaging.Analyzers.Tests;

/// <summary>A rule's page does what it says: its bad example is reported, its good one compiles.</summary>
public sealed partial class PageTests
{
    private static readonly string[] Headings = ["## Why", "## What is flagged", "## How to fix it", "## When to suppress it"];

    public static TheoryData<string> Ids => CatalogueTests.Ids;

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_has_its_rule_and_its_sections(string id)
    {
        string[] lines = Page(id).Split('\n');
        var rule = CatalogueTests.Rules.Single(rule => rule.Id == id);

        Assert.Equal($"# {id}: {rule.Title}", lines[0]);
        Assert.Equal(Headings, lines.Where(line => line.StartsWith("## ", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task What_is_flagged_is_flagged(string id)
    {
        var examples = Examples(id, "## What is flagged");

        Assert.NotEmpty(examples);
        foreach (string example in examples)
        {
            var project = TestProject.Create(ScenarioOf(id, "## What is flagged", example));
            Assert.Equal([id], (await TestProject.AnalyzeAsync(project)).Select(d => d.Id).Distinct());
            Assert.Empty(TestProject.Complaints(await TestProject.CompileAsync(project)));
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task What_is_fixed_compiles(string id)
    {
        var examples = Examples(id, "## How to fix it");

        Assert.NotEmpty(examples);
        foreach (string example in examples)
        {
            await Verify.IsSilentAsync(ScenarioOf(id, "## How to fix it", example));
        }
    }

    [Theory]
    [InlineData("NIKA301", "CS8618")]
    [InlineData("NIKA302", "CA1822")]
    [InlineData("NIKA303", "IDE0060")]
    [InlineData("NIKA304", "CA1819", "CA1002", "CA2227")]
    public async Task What_is_suppressed_is_suppressed(string id, params string[] alarms)
    {
        foreach (string alarm in alarms)
        {
            Assert.True(await VerifySuppression.IsSuppressedAsync(alarm, Assert.Single(Examples(id, "## What is suppressed"))), alarm);
        }
    }

    /// <summary>The examples of what a rule flags.</summary>
    internal static IReadOnlyList<string> Flagged(string id) => Examples(id, "## What is flagged");

    /// <summary>A variation of what a rule flags, with what else its page shows there.</summary>
    internal static Scenario FlaggedScenario(string id, string example) => ScenarioOf(id, "## What is flagged", example);

    private static string Page(string id) => Repository.Read($"docs/rules/{id}.md");

    /// <summary>The example in a pod; where a rule of the schema is shown, with the baseline that the section shows.</summary>
    private static Scenario ScenarioOf(string id, string heading, string example)
    {
        var pod = Scenario.Pod(example);
        return BaselineFence().Match(Section(id, heading)) is { Success: true } baseline && id.StartsWith("NIKA12", StringComparison.Ordinal)
            ? pod with { AdditionalFiles = new Dictionary<string, string>(StringComparer.Ordinal) { ["/src/nika.schema.txt"] = baseline.Groups["text"].Value } }
            : pod;
    }

    private static string[] Examples(string id, string heading) => [.. Fence().Matches(Section(id, heading)).Select(match => match.Groups["code"].Value)];

    private static string Section(string id, string heading) => Page(id).Split(heading + "\n")[1].Split("\n## ")[0];

    [GeneratedRegex("```text\n(?<text>.*?)```", RegexOptions.Singleline, 1000)]
    private static partial Regex BaselineFence();

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline, 1000)]
    private static partial Regex Fence();
}
