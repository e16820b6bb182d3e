using Microsoft.CodeAnalysis;
using Nika.Messaging.Analyzers.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests;

/// <summary>Whoever knows better may say so, in every way there is: shown with what each rule's page says is flagged.</summary>
public sealed class SuppressionTests
{
    public static TheoryData<string> Ids => CatalogueTests.Ids;

    /// <summary>The rules that report in code. The baseline has neither pragmas nor sections of .editorconfig that are read.</summary>
    public static TheoryData<string> IdsInCode => [.. CatalogueTests.Rules.Select(rule => rule.Id).Where(id => id is not ("NIKA122" or "NIKA124"))];

    [Theory]
    [MemberData(nameof(IdsInCode))]
    public async Task A_pragma_is_heeded(string id)
    {
        foreach (string example in PageTests.Flagged(id))
        {
            await AssertSilentAsync(PageTests.FlaggedScenario(id, $"#pragma warning disable {id}\n{example}\n#pragma warning restore {id}\n"), id);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_attribute_is_heeded(string id)
    {
        string category = CatalogueTests.Rules.Single(rule => rule.Id == id).Category;
        foreach (string example in PageTests.Flagged(id))
        {
            await AssertSilentAsync(PageTests.FlaggedScenario(id, $"[assembly: System.Diagnostics.CodeAnalysis.SuppressMessage(\"{category}\", \"{id}\", Justification = \"A test.\")]\n{example}"), id);
        }
    }

    [Theory]
    [MemberData(nameof(IdsInCode))]
    public async Task The_editorconfig_is_heeded(string id)
    {
        foreach (string example in PageTests.Flagged(id))
        {
            await AssertSilentAsync(PageTests.FlaggedScenario(id, example) with { EditorConfig = [$"dotnet_diagnostic.{id}.severity = none"] }, id);

            var louder = TestProject.Create(PageTests.FlaggedScenario(id, example) with { EditorConfig = [$"dotnet_diagnostic.{id}.severity = error"] });
            Assert.All((await TestProject.AnalyzeAsync(louder)).Where(found => found.Id == id), found => Assert.Equal(DiagnosticSeverity.Error, found.Severity));
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Generated_code_is_judged_by_its_contracts_alone(string id)
    {
        bool isUsage = CatalogueTests.Rules.Single(rule => rule.Id == id).Category == RuleCategory.Usage;
        foreach (string example in PageTests.Flagged(id))
        {
            var found = await TestProject.AnalyzeAsync(TestProject.Create(PageTests.FlaggedScenario(id, example) with { EditorConfig = ["generated_code = true"] }));
            Assert.Equal(!isUsage, found.Any(diagnostic => diagnostic.Id == id));
        }
    }

    private static async Task AssertSilentAsync(Scenario scenario, string id) =>
        Assert.DoesNotContain(await TestProject.AnalyzeAsync(TestProject.Create(scenario)), found => found.Id == id);
}
