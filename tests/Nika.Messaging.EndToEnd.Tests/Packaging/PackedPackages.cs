using System.IO.Compression;
using System.Reflection;
using System.Xml.Linq;

namespace Nika.Messaging.EndToEnd.Packaging;

/// <summary>The products as packages in a folder feed: packed once, from what was built with these tests.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("nika-packages-").FullName;

    /// <summary>Whatever is in <c>src</c>.</summary>
    public static string[] Names =>
        [.. Directory.EnumerateFiles(Path.Combine(BuildFact("RepositoryRoot"), "src"), "*.csproj", SearchOption.AllDirectories).Select(project => Path.GetFileNameWithoutExtension(project)).Order(StringComparer.Ordinal)];

    /// <summary>A version nobody has, so that no package of ours from elsewhere can stand in.</summary>
    public string Version { get; } = $"0.1.0-test.{Environment.ProcessId}.{Environment.TickCount64}";

    public string Feed => Path.Combine(folder, "feed");

    /// <summary>Where restoring puts what comes from the feed.</summary>
    public string Installed => Path.Combine(folder, "installed");

    public async ValueTask InitializeAsync()
    {
        string solution = Path.Combine(BuildFact("RepositoryRoot"), "Nika.Messaging.sln");
        string output = await DotNet.MustRunAsync(
            folder, "pack", solution, "--no-build", "--configuration", BuildFact("Configuration"), "--output", Feed, $"-p:Version={Version}");
        Assert.DoesNotContain("warning", output, StringComparison.Ordinal);
        Assert.Equal(Names.Select(name => Path.GetFileName(FileOf(name))), Directory.EnumerateFiles(Feed).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>The paths of a package's files.</summary>
    public IReadOnlyList<string> Files(string name)
    {
        using var package = ZipFile.OpenRead(FileOf(name));
        return [.. package.Entries.Select(entry => entry.FullName)];
    }

    /// <summary>A package's manifest, without namespaces.</summary>
    public XElement Manifest(string name)
    {
        using var package = ZipFile.OpenRead(FileOf(name));
        using var stream = package.GetEntry(name + ".nuspec")!.Open();
        var manifest = XElement.Load(stream);
        foreach (var element in manifest.DescendantsAndSelf())
        {
            element.Name = element.Name.LocalName;
        }

        return manifest;
    }

    /// <summary>What the build of these tests noted about itself.</summary>
    internal static string BuildFact(string key) =>
        typeof(PackedPackages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;

    private string FileOf(string name) => Path.Combine(Feed, $"{name}.{Version}.nupkg");
}
