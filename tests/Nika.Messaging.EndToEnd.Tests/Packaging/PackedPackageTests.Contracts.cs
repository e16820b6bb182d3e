using System.Text.RegularExpressions;

namespace Nika.Messaging.EndToEnd.Packaging;

public sealed partial class PackedPackageTests
{
    private static readonly string[] Tools = ["Nika.Messaging.Analyzers", "Nika.Messaging.CodeFixes", "Nika.Messaging.Generators"];

    [Fact]
    public async Task A_contracts_assembly_serves_pods_by_project_and_by_package_and_its_mistakes_are_fixed_by_format()
    {
        using var users = new ContractsUsers(packages);
        string packed = await users.PackContractsAsync();
        string built = await users.BuildUsersAsync();

        // The tools reach each project once: contracts by their package, pods by theirs, whichever way the contracts came.
        Assert.All(["Contracts", "ByProject", "ByPackage", "Tests"], project => Assert.Equal(Tools, users.Folder.Tools(project)));

        // A pod that waits is told so, and nobody is told anything else: programs are pods, tests are none.
        Assert.Empty(Findings(packed));
        Assert.Equal(["NIKA201 ByPackage", "NIKA201 ByProject"], Findings(built));
        Assert.Equal("job-1 is coffee", await users.RunAsync("ByProject"));
        Assert.Equal("job-1 is coffee", await users.RunAsync("ByPackage"));

        // A new message without a time to live, and not in the baseline.
        users.Folder.Write("Contracts/Limits.cs", """
            using Nika.Messaging;

            namespace Contracts;

            [Message("limits"), Hash("orders:{Id}:limits")]
            public sealed partial record Limits(JobId Id, int Most);
            """);
        _ = await users.Folder.MustRunAsync("format", "analyzers", "Contracts", "--no-restore", "--diagnostics", "NIKA102");
        Assert.Matches("""\[Message\("limits"\), Hash\("orders:\{Id\}:limits"\), Ttl\("[0-9]+[smhd]"\)\]""", users.Folder.Read("Contracts/Limits.cs"));

        // One file for all targets.
        _ = await users.Folder.MustRunAsync("format", "analyzers", "Contracts", "--no-restore", "--diagnostics", "NIKA120");
        Assert.Equal(
            ["limits v1", "limits.id: id required", "limits.most: int32 required", "order v1", "order.id: id required", "order.text: string required"],
            users.Folder.Read("Contracts/nika.schema.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(Findings(await users.Folder.MustRunAsync("build", "Contracts", "--no-restore")));
    }

    /// <summary>What a build reports, as id and project: it says everything twice, when it happens and at the end.</summary>
    private static IEnumerable<string> Findings(string output) =>
        Finding().Matches(output).Select(match => $"{match.Groups["id"]} {Path.GetFileNameWithoutExtension(match.Groups["project"].Value)}")
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"(warning|error) (?<id>[A-Z]+[0-9]+):.*\[(?<project>[^\]:]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Finding();
}
