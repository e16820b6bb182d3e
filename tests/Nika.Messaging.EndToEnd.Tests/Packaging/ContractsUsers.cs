namespace Nika.Messaging.EndToEnd.Packaging;

/// <summary>
/// A contracts assembly for two targets, and who uses it: a pod that refers to its project, one that refers to its package, and tests. Each
/// waits for a task, which a pod should not.
/// </summary>
internal sealed class ContractsUsers : IDisposable
{
    private readonly PackedPackages packages;
    private readonly ScratchFolder folder;

    public ContractsUsers(PackedPackages packages)
    {
        this.packages = packages;
        folder = new ScratchFolder(packages);
        folder.Write("Contracts/Contracts.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework />
                <TargetFrameworks>net10.0;net10.0-browser</TargetFrameworks>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <Version>{packages.Version}</Version>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Nika.Messaging.Abstractions" Version="{packages.Version}" PrivateAssets="none" />
              </ItemGroup>
            </Project>
            """);
        folder.Write("Contracts/Order.cs", """
            using Nika.Messaging;

            namespace Contracts;

            [Message("order"), Stream("orders:{Id}"), Ttl("10m")]
            public sealed partial record Order(JobId Id, string Text);
            """);
        folder.Write("Contracts/nika.schema.txt", """
            order v1
            order.id: id required
            order.text: string required

            """);
        AddProgram("ByProject", "<ProjectReference Include=\"../Contracts/Contracts.csproj\" />");
        AddProgram("ByPackage", $"<PackageReference Include=\"Contracts\" Version=\"{packages.Version}\" />");
        AddProgram("Tests", "<ProjectReference Include=\"../Contracts/Contracts.csproj\" />", "<IsTestProject>true</IsTestProject>");
        folder.Write("Users.slnx", """
            <Solution>
              <Project Path="ByProject/ByProject.csproj" />
              <Project Path="ByPackage/ByPackage.csproj" />
              <Project Path="Tests/Tests.csproj" />
            </Solution>
            """);
    }

    public ScratchFolder Folder => folder;

    /// <summary>Packs the contracts into the feed that the others restore from.</summary>
    public Task<string> PackContractsAsync() => folder.MustRunAsync("pack", "Contracts", "--configuration", "Debug", "--output", packages.Feed);

    public Task<string> BuildUsersAsync() => folder.MustRunAsync("build", "Users.slnx");

    public async Task<string> RunAsync(string program) => (await folder.MustRunAsync("exec", folder.PathOf($"{program}/bin/Debug/net10.0/{program}.dll"))).Trim();

    public void Dispose() => folder.Dispose();

    private void AddProgram(string name, string reference, string property = "")
    {
        folder.Write($"{name}/{name}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                {property}
              </PropertyGroup>
              <ItemGroup>
                {reference}
                <PackageReference Include="Nika.Messaging" Version="{packages.Version}" />
              </ItemGroup>
            </Project>
            """);
        folder.Write($"{name}/Program.cs", """
            using Contracts;
            using Nika.Messaging;

            var builder = NikaPod.CreateBuilder();
            builder.UseEmbedded().AddHandler(_ => new Taker());
            await using var pod = builder.Build();
            await pod.StartAsync();
            await pod.FollowAsync(Order.KeyFor(new JobId("job-1")));
            pod.Publish(new Order(new JobId("job-1"), "coffee"));
            Console.WriteLine(Waits.For(Task.Run(() => Taker.Taken.Task.WaitAsync(TimeSpan.FromSeconds(30)))));

            [Handler]
            internal sealed partial class Taker
            {
                public static TaskCompletionSource<string> Taken { get; } = new();

                public ValueTask HandleAsync(Order order)
                {
                    Taken.TrySetResult($"{order.Id} is {order.Text}");
                    return ValueTask.CompletedTask;
                }
            }

            internal static class Waits
            {
                public static string For(Task<string> task) => task.Result;
            }
            """);
    }
}
