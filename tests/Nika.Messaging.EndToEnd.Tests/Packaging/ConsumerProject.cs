namespace Nika.Messaging.EndToEnd.Packaging;

/// <summary>A user's console project outside the repository, with one package reference.</summary>
internal sealed class ConsumerProject : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("nika-consumer-").FullName;

    /// <param name="packages">Where our packages come from.</param>
    /// <param name="reference">The one package it references.</param>
    public ConsumerProject(PackedPackages packages, string reference)
    {
        Write("Consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <UseAppHost>false</UseAppHost>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{reference}" Version="{packages.Version}" />
              </ItemGroup>
            </Project>
            """);

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
                <add key="globalPackagesFolder" value="{Path.Combine(folder, "packages")}" />
              </config>
            </configuration>
            """);
    }

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(folder, file), text);

    public Task RestoreAsync() => DotNet.MustRunAsync(folder, "restore");

    public Task<(int ExitCode, string Output)> BuildAsync() => DotNet.RunAsync(folder, "build", "--no-restore");

    /// <summary>Runs what was built, and returns what it wrote.</summary>
    public Task<string> RunAsync() => DotNet.MustRunAsync(folder, "exec", Path.Combine(folder, "bin", "Debug", "net10.0", "Consumer.dll"));

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
