using System.Reflection;
using Microsoft.CodeAnalysis;
using Nika.Messaging.Analyzers.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests;

/// <summary>A rule is an id, a release row, a page, a line in the index and a test class: none without the others.</summary>
public sealed class CatalogueTests
{
    private const string Pages = "docs/rules";
    private const string Releases = "analyzers/Nika.Messaging.Analyzers/AnalyzerReleases.";

    public static TheoryData<string> Ids => [.. Rules.Select(rule => rule.Id)];

    private static IEnumerable<DiagnosticDescriptor> Rules => new ContractAnalyzer().SupportedDiagnostics;

    [Fact]
    public void Ids_are_used_once_and_in_order()
    {
        string[] ids = [.. Rules.Select(rule => rule.Id)];

        Assert.NotEmpty(ids);
        Assert.Equal(ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), ids);
    }

    [Fact]
    public void Every_id_that_parsing_knows_has_a_rule()
    {
        // Read from the assembly: the generator has types of the same names.
        var known = typeof(ContractAnalyzer).Assembly.GetType("Nika.Messaging.Contracts.RuleIds", throwOnError: true)!
            .GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);

        Assert.Equal(known.Order(StringComparer.Ordinal), Rules.Select(rule => rule.Id));
    }

    [Fact]
    public void Every_rule_is_an_error_with_a_page() => Assert.All(Rules, rule =>
    {
        Assert.Equal(DiagnosticSeverity.Error, rule.DefaultSeverity);
        Assert.True(rule.IsEnabledByDefault);
        Assert.Equal("Nika.Contracts", rule.Category);
        Assert.Equal($"{Pages}/{rule.Id}.md", rule.HelpLinkUri);
    });

    [Fact]
    public void Release_rows_are_the_rules() => Assert.Equal(
        Rules.Select(rule => $"{rule.Id} | {rule.Category} | {rule.DefaultSeverity} | {rule.Title}"),
        Rows("Shipped").Concat(Rows("Unshipped")).Order(StringComparer.Ordinal));

    [Fact]
    public void Pages_are_the_rules() => Assert.Equal(Rules.Select(rule => rule.Id), Repository.Names(Pages, "NIKA*.md"));

    [Fact]
    public void The_index_lists_the_rules() => Assert.Equal(
        Rules.Select(rule => $"| [{rule.Id}]({rule.Id}.md) | {rule.Title} |"),
        Repository.Read(Pages + "/README.md").Split('\n').Where(line => line.StartsWith("| [NIKA", StringComparison.Ordinal)));

    [Fact]
    public void Test_files_are_the_rules() => Assert.Equal(
        Rules.Select(rule => rule.Id + "Tests"), Repository.Names("tests/Nika.Messaging.Analyzers.Tests/Rules", "*.cs"));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_is_tested_for_what_it_reports_and_what_it_does_not(string id)
    {
        var tests = typeof(CatalogueTests).Assembly.GetType($"Nika.Messaging.Analyzers.Tests.Rules.{id}Tests", throwOnError: true)!;
        string[] Cases(string test) => [.. tests.GetMethod(test)!.GetCustomAttributes<InlineDataAttribute>().Select(data => (string)data.Data[0]!)];

        Assert.NotEmpty(Cases("It_is_reported_where_it_is"));
        Assert.All(Cases("It_is_reported_where_it_is"), source => Assert.Contains($"{{|{id}:", source, StringComparison.Ordinal));
        Assert.NotEmpty(Cases("What_looks_alike_is_silent"));
    }

    private static IEnumerable<string> Rows(string release) =>
        Repository.Read($"{Releases}{release}.md").Split('\n').Where(line => line.StartsWith("NIKA", StringComparison.Ordinal));
}
