using System.Xml.Linq;

namespace Nika.Messaging.Architecture.Tests;

/// <summary>A project as its file, and the Directory.Build.props above it, say. Conditions are not evaluated: what is there under any of them counts.</summary>
internal sealed class ProjectFile
{
    private readonly XDocument[] documents;

    public ProjectFile(string path)
    {
        FilePath = path;
        documents = [XDocument.Load(path), .. PropsAbove(path).Select(file => XDocument.Load(file))];
    }

    public string FilePath { get; }

    public string Name => Path.GetFileNameWithoutExtension(FilePath);

    public string AssemblyName => documents[0].Descendants("AssemblyName").FirstOrDefault()?.Value ?? Name;

    /// <summary>Projects it compiles against or ships with; those that only work on its source (analyzers, generators) are not among them.</summary>
    public IEnumerable<string> ProjectReferences => Items("ProjectReference").Where(item => !IsTool(item)).Select(ReferencedName);

    /// <summary>Projects that work on its source.</summary>
    public IEnumerable<string> Tools => Items("ProjectReference").Where(IsTool).Select(ReferencedName);

    /// <summary>Packages that whoever uses the project gets too.</summary>
    public IEnumerable<string> RuntimePackages =>
        Items("PackageReference").Where(item => Value(item, "PrivateAssets") != "all").Select(item => item.Attribute("Include")?.Value ?? item.Attribute("Update")!.Value);

    public IEnumerable<string> Friends => Items("InternalsVisibleTo").Select(item => item.Attribute("Include")!.Value);

    /// <summary>Where the build puts it; null if it has not been built.</summary>
    public string? BuiltPath
    {
        get
        {
            string output = Path.Combine(Path.GetDirectoryName(FilePath)!, "bin", Repository.Configuration);
            return Directory.Exists(output) ? Directory.EnumerateFiles(output, $"{Name}.dll", SearchOption.AllDirectories).FirstOrDefault() : null;
        }
    }

    /// <summary>The projects of a folder.</summary>
    public static IEnumerable<ProjectFile> In(string folder) => Repository.Files(folder, "*.csproj").Select(file => new ProjectFile(file));

    private static IEnumerable<string> PropsAbove(string path)
    {
        for (string? folder = Path.GetDirectoryName(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            string props = Path.Combine(folder, "Directory.Build.props");
            if (File.Exists(props))
            {
                yield return props;
            }

            if (Path.TrimEndingDirectorySeparator(folder) == Path.TrimEndingDirectorySeparator(Repository.Root))
            {
                yield break;
            }
        }
    }

    private static bool IsTool(XElement item) => Value(item, "OutputItemType") == "Analyzer" && Value(item, "ReferenceOutputAssembly") == "false";

    private static string ReferencedName(XElement item) => Path.GetFileNameWithoutExtension(item.Attribute("Include")!.Value.Replace('\\', '/'));

    // MSBuild takes metadata as an attribute or as an element.
    private static string? Value(XElement item, string name) => item.Attribute(name)?.Value ?? item.Element(name)?.Value;

    private IEnumerable<XElement> Items(string name) => documents.SelectMany(document => document.Descendants(name));
}
