using System.Xml.Linq;

namespace Nika.Messaging.EndToEnd.Packaging;

/// <summary>What a user gets: packages, not projects. Builds load the machine, so they do not run beside tests that watch the clock.</summary>
[Collection(nameof(Alone))]
public sealed partial class PackedPackageTests(PackedPackages packages) : IClassFixture<PackedPackages>
{
    public static TheoryData<string> Products => [.. PackedPackages.Names];

    [Theory]
    [MemberData(nameof(Products))]
    public void A_package_brings_its_assembly_documentation_readme_and_licence(string name)
    {
        var files = packages.Files(name);
        Assert.Equal([$"lib/net10.0/{name}.dll", $"lib/net10.0/{name}.xml"], files.Where(file => file.StartsWith("lib/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Contains("README.md", files);
        Assert.Contains("LICENSE", files);

        var metadata = packages.Manifest(name).Element("metadata")!;
        Assert.Equal("README.md", metadata.Element("readme")?.Value);
        Assert.Equal("MIT", metadata.Element("license")?.Value);
    }

    [Theory]
    [MemberData(nameof(Products))]
    public void Generator_and_analyzers_are_in_the_abstractions_once(string name)
    {
        string[] expected = name == "Nika.Messaging.Abstractions"
            ? ["analyzers/dotnet/cs/Nika.Messaging.Analyzers.dll", "analyzers/dotnet/cs/Nika.Messaging.CodeFixes.dll", "analyzers/dotnet/cs/Nika.Messaging.Generators.dll"]
            : [];
        Assert.Equal(expected, packages.Files(name).Where(file => file.StartsWith("analyzers/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Nika.Messaging.Abstractions", null)]
    [InlineData("Nika.Messaging", "Nika.Messaging.Abstractions")]
    [InlineData("Nika.Messaging.Redis", "Nika.Messaging")]
    [InlineData("Nika.Messaging.Sqlite", "Nika.Messaging")]
    [InlineData("Nika.Messaging.Qdrant", "Nika.Messaging")]
    public void Analyzers_flow_through_the_one_package_of_ours_that_a_package_depends_on(string name, string? dependency)
    {
        XElement[] ours = [.. packages.Manifest(name).Descendants("dependency").Where(element => Attribute(element, "id")!.StartsWith("Nika.", StringComparison.Ordinal))];
        Assert.Equal(dependency, ours.Select(element => Attribute(element, "id")).SingleOrDefault());
        Assert.All(ours, element => Assert.Null(Attribute(element, "exclude")));
        Assert.All(ours, element => Assert.Equal("All", Attribute(element, "include")));
    }

    [Fact]
    public async Task One_package_reference_is_enough_to_build_and_run_the_readme_and_to_refuse_a_contract_without_time_to_live()
    {
        using var consumer = new ConsumerProject(packages, "Nika.Messaging");
        consumer.Write("Program.cs", ReadmeProgram());
        await consumer.RestoreAsync();
        var built = await consumer.BuildAsync();
        Assert.True(built.ExitCode == 0, built.Output);
        Assert.Equal("job-1 says hello", (await consumer.RunAsync()).Trim());

        consumer.Write("Endless.cs", """
            using Nika.Messaging;

            [Message("endless"), Stream("x:{Id}")]
            public sealed partial record Endless(JobId Id);
            """);
        consumer.Write("nika.schema.txt", "gone v1\n");
        var (exitCode, output) = await consumer.BuildAsync();
        Assert.NotEqual(0, exitCode);

        // The baseline beside the project is found without a word in the project file.
        Assert.Contains("nika.schema.txt(1,1): error NIKA124", output, StringComparison.Ordinal);
        Assert.Contains("Endless.cs(3,", output, StringComparison.Ordinal);
        Assert.Contains("error NIKA102", output, StringComparison.Ordinal);
    }

    /// <summary>The program in the packages' readme, so that what we show is what works.</summary>
    private static string ReadmeProgram()
    {
        const string Fence = "```";
        string readme = File.ReadAllText(Path.Combine(PackedPackages.BuildFact("RepositoryRoot"), "src", "README.md"));
        return Assert.Single(readme.Split(Fence), block => block.StartsWith("csharp\n", StringComparison.Ordinal))["csharp\n".Length..];
    }

    private static string? Attribute(XElement element, string name) => element.Attribute(name)?.Value;
}
