using System.Reflection;

namespace Nika.Messaging.Architecture.Tests;

/// <summary>The working tree these tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folders of what is shipped.</summary>
    public static readonly string[] ProductFolders = ["src", "generators", "analyzers"];

    public static string Root { get; } = Metadata("RepositoryRoot");

    public static string Configuration { get; } = Metadata("Configuration");

    /// <summary>The files of a folder, but for what a build made.</summary>
    public static IEnumerable<string> Files(string folder, string pattern)
    {
        string directory = Path.Combine(Root, folder);
        return Directory.Exists(directory)
            ? Directory.EnumerateFiles(directory, pattern, SearchOption.AllDirectories).Where(file => !IsBuilt(file))
            : [];
    }

    /// <summary>The path as people write it: from the root, with slashes.</summary>
    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    public static bool IsBuilt(string path) => Relative(path).Split('/').Any(part => part is "bin" or "obj");

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
