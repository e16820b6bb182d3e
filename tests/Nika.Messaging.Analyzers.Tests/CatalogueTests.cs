using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Nika.Messaging.Analyzers.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests;

/// <summary>A rule is an id, a release row, a page, a line in the index and a test class: none without the others.</summary>
public sealed class CatalogueTests
{
    private const string Pages = "docs/rules";
    private const string Releases = "analyzers/Nika.Messaging.Analyzers/AnalyzerReleases.";

    public static TheoryData<string> Ids => [.. Rules.Select(rule => rule.Id)];

    /// <summary>Every rule of every analyzer, by id.</summary>
    internal static IReadOnlyList<DiagnosticDescriptor> Rules { get; } =
        [.. InProcessAnalyzers.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).OrderBy(rule => rule.Id, StringComparer.Ordinal)];

    /// <summary>Every suppression, by id.</summary>
    private static IEnumerable<string> Suppressions =>
        InProcessAnalyzers.Analyzers.OfType<DiagnosticSuppressor>().SelectMany(suppressor => suppressor.SupportedSuppressions).Select(suppression => suppression.Id).Distinct().Order(StringComparer.Ordinal);

    [Fact]
    public void Every_analyzer_is_found_and_made()
    {
        var analyzers = typeof(ContractAnalyzer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract);

        Assert.Equal(analyzers.OrderBy(type => type.FullName, StringComparer.Ordinal), InProcessAnalyzers.Analyzers.Select(analyzer => analyzer.GetType()));
    }

    [Fact]
    public void Ids_are_used_once()
    {
        Assert.NotEmpty(Rules);
        Assert.Equal(Rules.Select(rule => rule.Id).Distinct(StringComparer.Ordinal), Rules.Select(rule => rule.Id));
    }

    [Fact]
    public void Every_id_that_parsing_knows_has_a_contract_rule()
    {
        // Read from the assembly: the generator has types of the same names.
        var known = typeof(ContractAnalyzer).Assembly.GetType("Nika.Messaging.Contracts.RuleIds", throwOnError: true)!
            .GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);

        Assert.Empty(known.Except(Rules.Where(rule => rule.Category == RuleCategory.Contracts).Select(rule => rule.Id), StringComparer.Ordinal));
    }

    [Fact]
    public void Every_rule_is_in_its_category_and_has_a_page() => Assert.All(Rules, rule =>
    {
        string category = rule.Id switch
        {
            ['N', 'I', 'K', 'A', '1', '0' or '1' or '4' or '5', _] => RuleCategory.Contracts,
            ['N', 'I', 'K', 'A', '1', '2', _] => RuleCategory.Schema,
            ['N', 'I', 'K', 'A', '1', '3', _] => RuleCategory.Pipelines,
            ['N', 'I', 'K', 'A', '2', _, _] => RuleCategory.Usage,
            _ => "an id without a category",
        };
        Assert.True(rule.IsEnabledByDefault);
        Assert.Equal(category, rule.Category);
        Assert.Equal($"{Pages}/{rule.Id}.md", rule.HelpLinkUri);
    });

    [Fact]
    public void Every_fix_is_for_a_rule_can_fix_all_and_is_alone() => Assert.All(VerifyFix.Fixes, fix =>
    {
        Assert.NotNull(fix.GetFixAllProvider());
        Assert.NotEmpty(fix.FixableDiagnosticIds);
        Assert.All(fix.FixableDiagnosticIds, id =>
        {
            Assert.Contains(Rules, rule => rule.Id == id);
            Assert.Single(VerifyFix.Fixes, other => other.FixableDiagnosticIds.Contains(id));
        });
    });

    [Fact]
    public void Release_rows_are_the_rules() => Assert.Equal(
        Rules.Select(rule => $"{rule.Id} | {rule.Category} | {rule.DefaultSeverity} | {rule.Title}"),
        Rows("Shipped").Concat(Rows("Unshipped")).Order(StringComparer.Ordinal));

    [Fact]
    public void Pages_are_the_rules_and_the_suppressions() => Assert.Equal(
        Rules.Select(rule => rule.Id).Concat(Suppressions).Order(StringComparer.Ordinal), Repository.Names(Pages, "NIKA*.md"));

    [Fact]
    public void Suppressions_have_a_category_of_numbers_a_line_in_the_index_and_tests() => Assert.All(Suppressions, id =>
    {
        Assert.StartsWith("NIKA3", id, StringComparison.Ordinal);
        Assert.Contains($"| [{id}]({id}.md) |", Repository.Read(Pages + "/README.md"), StringComparison.Ordinal);
        Assert.NotNull(typeof(CatalogueTests).Assembly.GetType($"Nika.Messaging.Analyzers.Tests.Suppressions.{id}Tests"));
    });

    [Fact]
    public void The_index_lists_the_rules() => Assert.Equal(
        Rules.Select(rule => $"| [{rule.Id}]({rule.Id}.md) | {rule.Title} |"),
        Repository.Read(Pages + "/README.md").Split('\n').Where(line => line.StartsWith("| [NIKA", StringComparison.Ordinal) && !line.StartsWith("| [NIKA3", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

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
        Assert.Equal(VerifyFix.Fixes.Any(fix => fix.FixableDiagnosticIds.Contains(id)), tests.GetMethods().Any(test => test.Name.StartsWith("It_is_fixed", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Rows(string release) =>
        Repository.Read($"{Releases}{release}.md").Split('\n').Where(line => line.StartsWith("NIKA", StringComparison.Ordinal));
}
