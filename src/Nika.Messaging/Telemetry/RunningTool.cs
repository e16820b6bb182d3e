namespace Nika.Messaging.Telemetry;

/// <summary>
/// A tool call that has begun, used again once it has ended. The version tells a use from the next: who ends a call twice, or keeps a handle too
/// long, changes nothing. One that never ends is the garbage collector's.
/// </summary>
internal sealed class RunningTool
{
    private readonly Lock sync = new();
    private string tool = "";
    private string? detail;
    private string? error;
    private bool hasFailed;
    private long startedAt;
    private long version;

    /// <summary>Begins the next use.</summary>
    /// <returns>Its version.</returns>
    public long Begin(string name, string? about, long timestamp)
    {
        lock (sync)
        {
            tool = name;
            detail = about;
            startedAt = timestamp;
            return version;
        }
    }

    public void Fail(long use, string? reason)
    {
        lock (sync)
        {
            if (use == version)
            {
                hasFailed = true;
                error = reason;
            }
        }
    }

    /// <summary>Ends a use.</summary>
    /// <returns>False if it has ended before.</returns>
    public bool TryEnd(long use, TimeProvider timeProvider, out ToolCall call)
    {
        lock (sync)
        {
            if (use != version)
            {
                call = default;
                return false;
            }

            call = new(tool, timeProvider.GetElapsedTime(startedAt), !hasFailed, detail, error);
            version++;
            detail = null;
            error = null;
            hasFailed = false;
            return true;
        }
    }
}
