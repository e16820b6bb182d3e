namespace Nika.Messaging.Architecture.Tests;

/// <summary>Who may touch whom: adapters → runtime → abstractions; the tools touch no product; internals open to tests and benchmarks alone.</summary>
public sealed class ArrowTests
{
    private const string Abstractions = "Nika.Messaging.Abstractions";
    private const string Runtime = "Nika.Messaging";
    private const string Analyzers = "Nika.Messaging.Analyzers";

    // A project that is not here has no place yet: decide on one, here and in docs/architecture.md.
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        [Abstractions] = [],
        [Runtime] = [Abstractions],
        ["Nika.Messaging.Redis"] = [Runtime, Abstractions],
        ["Nika.Messaging.Qdrant"] = [Runtime, Abstractions],
        ["Nika.Messaging.Sqlite"] = [Runtime, Abstractions],
        ["Nika.Messaging.Testing"] = [Runtime, Abstractions],
        ["Nika.Messaging.Generators"] = [],
        [Analyzers] = [],
        ["Nika.Messaging.CodeFixes"] = [],
    };

    private static readonly Lazy<HashSet<string>> TestAssemblies = new(() => ProjectFile.In("tests").Select(project => project.AssemblyName).ToHashSet(StringComparer.Ordinal));

    private static readonly string[] Tools = ["Nika.Messaging.Generators", Analyzers, "Nika.Messaging.CodeFixes"];

    private static readonly string[] ProjectFolders = ["src", "samples", "tests"];

    public static TheoryData<string> Projects => [.. ProjectFolders.SelectMany(ProjectFile.In).Select(project => Repository.Relative(project.FilePath))];

    public static TheoryData<string> Products => [.. Repository.ProductFolders.SelectMany(ProjectFile.In).Select(project => Repository.Relative(project.FilePath))];

    [Fact]
    public void The_products_are_found()
    {
        var found = Repository.ProductFolders.SelectMany(ProjectFile.In).Select(project => project.Name);

        Assert.Empty(new[] { Abstractions, Runtime, Analyzers }.Except(found, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Products))]
    public void A_project_refers_only_where_the_arrows_point(string path)
    {
        var project = Project(path);

        Assert.True(Allowed.TryGetValue(project.Name, out string[]? allowed), $"{project.Name} has no place among the arrows");
        Assert.Empty(project.ProjectReferences.Except(allowed, StringComparer.Ordinal));
        Assert.Empty(project.Tools.Except(Tools, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Products))]
    public void An_assembly_refers_only_where_the_arrows_point(string path)
    {
        var project = Project(path);

        // Whatever way the reference came: a package, a HintPath, a linked project.
        var ours = Assembly(project).References.Where(name => name.StartsWith("Nika.Messaging", StringComparison.Ordinal));

        Assert.Empty(ours.Except(Allowed[project.Name], StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Our_own_rules_look_at_every_project(string path) => Assert.Contains(Analyzers, Project(path).Tools);

    [Fact]
    public void The_abstractions_need_nothing_at_run_time()
    {
        var project = Project("src/Nika.Messaging.Abstractions/Nika.Messaging.Abstractions.csproj");

        Assert.Empty(project.RuntimePackages);
        Assert.Empty(project.ProjectReferences);

        // The framework these tests run on lies in one directory; what is not there came from elsewhere.
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        Assert.All(Assembly(project).References, name => Assert.True(File.Exists(Path.Combine(framework, $"{name}.dll")), $"{name} is not of the framework"));
    }

    [Theory]
    [MemberData(nameof(Products))]
    public void Internals_open_to_tests_and_benchmarks_alone(string path)
    {
        var project = Project(path);

        Assert.All(project.Friends.Concat(Assembly(project).Friends), AssertMayBeFriend);
    }

    // By where its project lies, whatever it is called: programs that tests start are among them. A name with ".Tests" may come before its project.
    private static void AssertMayBeFriend(string name) =>
        Assert.True(TestAssemblies.Value.Contains(name) || (name.StartsWith("Nika.Messaging.", StringComparison.Ordinal) && name.EndsWith(".Tests", StringComparison.Ordinal)), $"{name} sees internals");

    private static ProjectFile Project(string path) => new(Path.Combine(Repository.Root, path));

    private static BuiltAssembly Assembly(ProjectFile project)
    {
        string? built = project.BuiltPath;
        Assert.True(built is not null, $"{project.Name} has not been built");
        return new BuiltAssembly(built);
    }
}
