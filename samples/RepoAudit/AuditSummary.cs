using System.Text.Json;
using System.Text.Json.Serialization;

namespace RepoAudit;

/// <summary>The counts that <c>--json</c> prints. Names and order are part of the command line's contract.</summary>
public sealed partial record AuditSummary
{
    /// <summary>PROJ entities: one.</summary>
    [JsonPropertyName("projects"), JsonPropertyOrder(0)]
    public required int Projects { get; init; }

    /// <summary>JOB entities.</summary>
    [JsonPropertyName("jobs"), JsonPropertyOrder(1)]
    public required int Jobs { get; init; }

    /// <summary>TASK entities.</summary>
    [JsonPropertyName("tasks"), JsonPropertyOrder(2)]
    public required int Tasks { get; init; }

    /// <summary>TASKs that completed.</summary>
    [JsonPropertyName("completed"), JsonPropertyOrder(3)]
    public required int Completed { get; init; }

    /// <summary>TASKs that failed.</summary>
    [JsonPropertyName("failed"), JsonPropertyOrder(4)]
    public required int Failed { get; init; }

    /// <summary>Files handed out.</summary>
    [JsonPropertyName("files"), JsonPropertyOrder(5)]
    public required int Files { get; init; }

    /// <summary>Physical lines of the files that could be read.</summary>
    [JsonPropertyName("lines"), JsonPropertyOrder(6)]
    public required long Lines { get; init; }

    /// <summary>Different pairs of an entity and a significant status that reached Alpha.</summary>
    [JsonPropertyName("transitions_seen_by_alpha"), JsonPropertyOrder(7)]
    public required long TransitionsSeenByAlpha { get; init; }

    /// <summary>Events the monitor counted.</summary>
    [JsonPropertyName("monitor_events"), JsonPropertyOrder(8)]
    public required long MonitorEvents { get; init; }

    /// <summary>Published envelope ids less those that every group acked.</summary>
    [JsonPropertyName("lost"), JsonPropertyOrder(9)]
    public required long Lost { get; init; }

    /// <summary>Counts an audit.</summary>
    /// <param name="result">The audit.</param>
    public static AuditSummary Of(AuditResult result) => new()
    {
        Projects = 1,
        Jobs = result.Tree.Jobs.Count,
        Tasks = result.Tree.TaskCount,
        Completed = result.Completed,
        Failed = result.Failed,
        Files = result.Tree.FileCount,
        Lines = result.Batches.Sum(static batch => batch.Files.Sum(static file => (long)file.Lines)),
        TransitionsSeenByAlpha = result.Swarm.TransitionsSeenByAlpha,
        MonitorEvents = result.Swarm.MonitorEvents,
        Lost = result.Swarm.Lost,
    };

    /// <summary>The one line.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json.Default.AuditSummary);

    [JsonSerializable(typeof(AuditSummary))]
    private sealed partial class Json : JsonSerializerContext;
}
