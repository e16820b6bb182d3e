namespace Nika.Messaging.Sqlite.Storage;

/// <summary>The envelope's enums as their columns hold them: by their wire names, so the file can be read without this library.</summary>
internal static class WireNames
{
    /// <summary>The column <c>status</c>.</summary>
    public static string Of(EntityStatus status) => status switch
    {
        EntityStatus.Created => "created",
        EntityStatus.Started => "started",
        EntityStatus.Progress => "progress",
        EntityStatus.Completed => "completed",
        EntityStatus.Failed => "failed",
        EntityStatus.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No such status."),
    };

    /// <summary>The column <c>entity_kind</c>.</summary>
    public static string Of(EntityKind kind) => kind switch
    {
        EntityKind.Project => "PROJ",
        EntityKind.Job => "JOB",
        EntityKind.Task => "TASK",
        EntityKind.Sub => "SUB",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such entity kind."),
    };
}
