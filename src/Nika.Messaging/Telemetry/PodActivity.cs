namespace Nika.Messaging.Telemetry;

/// <summary>What a pod's handlers are at: how many run, and the entity of the one that began last.</summary>
internal sealed class PodActivity
{
    private int running;
    private string? entity;

    /// <summary>Whether a handler runs.</summary>
    public bool IsWorking => Volatile.Read(ref running) > 0;

    /// <summary>What the handler that began last is about, or was; null if none named an entity.</summary>
    public string? Entity => Volatile.Read(ref entity);

    public void Begin(in NikaMeta meta)
    {
        _ = Interlocked.Increment(ref running);
        if (meta.EntityId is { } id)
        {
            Volatile.Write(ref entity, id.Value);
        }
    }

    public void End() => Interlocked.Decrement(ref running);
}
