using System.IO.Compression;
using System.Reflection;
using System.Xml.Linq;

namespace Nika.Messaging.EndToEnd.Packaging;

/// <summary>The products as packages in a folder feed: packed once, from what was built with these tests.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    public static readonly string[] Names = ["Nika.Messaging.Abstractions", "Nika.Messaging", "Nika.Messaging.Redis", "Nika.Messaging.Sqlite"];

    private readonly string folder = Directory.CreateTempSubdirectory("nika-packages-").FullName;

    /// <summary>A version nobody has, so that no package of ours from elsewhere can stand in.</summary>
    public string Version { get; } = $"0.1.0-test.{Environment.ProcessId}.{Environment.TickCount64}";

    public string Feed => Path.Combine(folder, "feed");

    public async ValueTask InitializeAsync()
    {
        foreach (string name in Names)
        {
            string project = Path.Combine(BuildFact("RepositoryRoot"), "src", name, name + ".csproj");
            await DotNet.MustRunAsync(
                folder, "pack", project, "--no-build", "--configuration", BuildFact("Configuration"), "--output", Feed, $"-p:Version={Version}");
        }
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
