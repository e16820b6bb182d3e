namespace Nika.Messaging.Telemetry;

/// <summary>What a pod is at: how many handlers run, the entity of the one that began last, and the tools it calls.</summary>
internal sealed class PodActivity
{
    private int running;
    private long calls;
    private long errors;
    private string? entity;
    private string? tool;

    /// <summary>Whether a handler runs.</summary>
    public bool IsWorking => Volatile.Read(ref running) > 0;

    /// <summary>What the handler that began last is about, or was; null if none named an entity.</summary>
    public string? Entity => Volatile.Read(ref entity);

    /// <summary>The tool whose call began last; null if none was called.</summary>
    public string? Tool
    {
        get => Volatile.Read(ref tool);
        set => Volatile.Write(ref tool, value);
    }

    /// <summary>Tool calls that have ended.</summary>
    public long ToolCalls => Volatile.Read(ref calls);

    /// <summary>Those of them that failed.</summary>
    public long ToolErrors => Volatile.Read(ref errors);

    public void Begin(in NikaMeta meta)
    {
        _ = Interlocked.Increment(ref running);
        if (meta.EntityId is { } id)
        {
            Volatile.Write(ref entity, id.Value);
        }
    }

    public void End() => Interlocked.Decrement(ref running);

    public void CountTool(bool failed)
    {
        _ = Interlocked.Increment(ref calls);
        if (failed)
        {
            _ = Interlocked.Increment(ref errors);
        }
    }
}
