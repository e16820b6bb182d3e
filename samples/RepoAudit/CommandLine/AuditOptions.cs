using RepoAudit.Discovery;

namespace RepoAudit.CommandLine;

/// <summary>What the command line asks for, checked and complete.</summary>
public sealed record AuditOptions
{
    /// <summary>The folder to audit: absolute, and it exists.</summary>
    public required string Folder { get; init; }

    /// <summary>The Redis to use; null for the embedded store.</summary>
    public RedisEndpoint? Redis { get; init; }

    /// <summary>Whether every pod is a process of its own. Needs <see cref="Redis"/>.</summary>
    public bool Processes { get; init; }

    /// <summary>How many worker pods, 1 to 64. Default 3.</summary>
    public int Pods { get; init; } = DefaultPods;

    /// <summary>Where the journal, the memory and the logs go: absolute. Default <c>./out</c>.</summary>
    public required string Output { get; init; }

    /// <summary>Which files are source files.</summary>
    public SourceExtensions Extensions { get; init; } = SourceExtensions.Default;

    /// <summary>Whether a JSON object follows the report, as the last line.</summary>
    public bool Json { get; init; }

    /// <summary>What this process does. Other roles than Alpha are for the processes that <c>--processes</c> starts.</summary>
    public PodRole Role { get; init; }

    /// <summary>The name of this process's pod; null for the role's own. For the processes that <c>--processes</c> starts.</summary>
    public string? PodName { get; init; }

    /// <summary>The number of worker pods unless told otherwise.</summary>
    public const int DefaultPods = 3;

    /// <summary>The most worker pods.</summary>
    public const int MostPods = 64;
}
