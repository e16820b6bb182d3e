namespace Nika.Messaging.EndToEnd.Packaging;

/// <summary>A user's console project outside the repository, with one package reference.</summary>
internal sealed class ConsumerProject : IDisposable
{
    private readonly ScratchFolder folder;

    /// <param name="packages">Where our packages come from.</param>
    /// <param name="reference">The one package it references.</param>
    public ConsumerProject(PackedPackages packages, string reference)
    {
        folder = new ScratchFolder(packages);
        folder.Write("Consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{reference}" Version="{packages.Version}" />
              </ItemGroup>
            </Project>
            """);
    }

    public void Write(string file, string text) => folder.Write(file, text);

    public Task RestoreAsync() => folder.MustRunAsync("restore");

    public Task<(int ExitCode, string Output)> BuildAsync() => folder.RunAsync("build", "--no-restore");

    /// <summary>Runs what was built, and returns what it wrote.</summary>
    public Task<string> RunAsync() => folder.MustRunAsync("exec", folder.PathOf("bin/Debug/net10.0/Consumer.dll"));

    public void Dispose() => folder.Dispose();
}
