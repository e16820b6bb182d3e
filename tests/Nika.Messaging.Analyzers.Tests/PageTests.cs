using System.Text.RegularExpressions;
using Nika.Messaging.Analyzers.Tests.Harness;
using Nika.Messaging.Generators.Tests.Harness;

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
        var rule = new ContractAnalyzer().SupportedDiagnostics.Single(rule => rule.Id == id);

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
            var generation = Generation.Of(example);
            Assert.Equal([id], (await Verify.DiagnosticsOf(generation.Output)).Select(d => d.Id).Distinct());
            Verify.AssertCompiles(generation);
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
            await Verify.IsSilentAsync(example);
        }
    }

    private static string Page(string id) => Repository.Read($"docs/rules/{id}.md");

    private static string[] Examples(string id, string heading)
    {
        string section = Page(id).Split(heading + "\n")[1].Split("\n## ")[0];
        return [.. Fence().Matches(section).Select(match => match.Groups["code"].Value)];
    }

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline, 1000)]
    private static partial Regex Fence();
}
