using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Generators.Tests.Harness;

/// <summary>What compilations under test refer to: the SDK's reference assemblies, and the products as built.</summary>
internal static class References
{
    public static ImmutableArray<MetadataReference> All { get; } = [.. Framework().Concat(Products()).Select(path => MetadataReference.CreateFromFile(path))];

    private static string[] Framework()
    {
        // …/dotnet/shared/Microsoft.NETCore.App/10.0.x/System.Private.CoreLib.dll
        var runtime = new FileInfo(typeof(object).Assembly.Location).Directory!;
        string packs = Path.Combine(runtime.Parent!.Parent!.Parent!.FullName, "packs", "Microsoft.NETCore.App.Ref");
        string pack = Directory.GetDirectories(packs, "10.*").MaxBy(path => Version.Parse(Path.GetFileName(path).Split('-')[0]))
            ?? throw new DirectoryNotFoundException("No reference assemblies in " + packs);
        return Directory.GetFiles(Path.Combine(pack, "ref", "net10.0"), "*.dll");
    }

    private static IEnumerable<string> Products() =>
    [
        typeof(MessageAttribute).Assembly.Location,
        typeof(MessageContext).Assembly.Location,
        typeof(Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions).Assembly.Location,
    ];
}
