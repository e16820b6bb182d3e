using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Analyzers.Tests.Harness;

/// <summary>A project under test: its sources, and what a build knows besides them.</summary>
internal sealed record Scenario(params IReadOnlyList<string> Sources)
{
    private static readonly MetadataReference Redis = MetadataReference.CreateFromFile(typeof(StackExchange.Redis.IDatabase).Assembly.Location);

    /// <summary>The projects' properties that analyzers may see, by name.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What .editorconfig says for <c>*.cs</c>, a line each.</summary>
    public IReadOnlyList<string> EditorConfig { get; init; } = [];

    /// <summary>Additional files, by path.</summary>
    public IReadOnlyDictionary<string, string> AdditionalFiles { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether the project is a program.</summary>
    public bool IsExecutable { get; init; }

    /// <summary>References beside the framework's and the products'.</summary>
    public IReadOnlyList<MetadataReference> References { get; init; } = [];

    /// <summary>A project that says it is a pod, and refers to StackExchange.Redis too.</summary>
    public static Scenario Pod(params IReadOnlyList<string> sources) => new(sources)
    {
        Properties = new Dictionary<string, string>(StringComparer.Ordinal) { ["NikaPod"] = "true" },
        References = [Redis],
    };
}
