namespace Nika.Messaging.EndToEnd.Packaging;

/// <summary>A user's folder outside the repository, in which our packages are those just packed.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("nika-consumer-").FullName;

    public ScratchFolder(PackedPackages packages)
    {
        // Ours come from the feed into a folder of their own; what they depend on was restored to build the repository, and is read from there: no network.
        Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="packed" value="{packages.Feed}" />
              </packageSources>
              <fallbackPackageFolders>
                <clear />
                <add key="restored" value="{PackedPackages.BuildFact("NuGetPackageRoot")}" />
              </fallbackPackageFolders>
              <config>
                <add key="globalPackagesFolder" value="{packages.Installed}" />
              </config>
            </configuration>
            """);
        Write("Directory.Build.props", """
            <Project>
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <UseAppHost>false</UseAppHost>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
            </Project>
            """);

        // What the compiler is given, for the tests to read.
        Write("Directory.Build.targets", """
            <Project>
              <Target Name="NoteTools" AfterTargets="CoreCompile">
                <WriteLinesToFile File="$(MSBuildProjectDirectory)/tools.txt" Lines="@(Analyzer->'%(Filename)')" Overwrite="true" />
              </Target>
            </Project>
            """);
    }

    public string PathOf(string file) => Path.Combine(folder, file);

    public string Read(string file) => File.ReadAllText(PathOf(file));

    public void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
        File.WriteAllText(PathOf(file), text);
    }

    public Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) => DotNet.RunAsync(folder, arguments);

    public Task<string> MustRunAsync(params string[] arguments) => DotNet.MustRunAsync(folder, arguments);

    /// <summary>Which of our tools the compiler was given for a project.</summary>
    public IEnumerable<string> Tools(string project) =>
        File.ReadLines(PathOf(project + "/tools.txt")).Where(name => name.StartsWith("Nika.", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
