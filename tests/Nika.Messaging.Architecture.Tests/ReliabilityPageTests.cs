using System.Text.RegularExpressions;

namespace Nika.Messaging.Architecture.Tests;

/// <summary>docs/reliability.md says which test shows what: each test it names exists.</summary>
public sealed partial class ReliabilityPageTests
{
    [Fact]
    public void Each_test_that_is_named_exists()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "reliability.md"));
        var sources = Repository.Files("tests", "*Tests.cs").ToLookup(static file => Path.GetFileNameWithoutExtension(file)!, File.ReadAllText, StringComparer.Ordinal);
        var named = NamedTest().Matches(page).Select(static match => (Class: match.Groups["class"].Value, Method: match.Groups["method"].Value)).Distinct().ToList();
        Assert.True(named.Count > 20, $"only {named.Count} tests are named: the page is written in another way than this test reads it");
        Assert.All(named, test => Assert.True(sources[test.Class].Any(source => Has(source, test.Class, test.Method)), $"there is no {test.Class}.{test.Method}"));
    }

    private static bool Has(string source, string name, string method) =>
        source.Contains($"class {name}", StringComparison.Ordinal) && (method.Length == 0 || source.Contains($" {method}(", StringComparison.Ordinal));

    [GeneratedRegex(@"`(?<class>[A-Za-z]+Tests)(\.(?<method>\w+))?`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamedTest();
}
