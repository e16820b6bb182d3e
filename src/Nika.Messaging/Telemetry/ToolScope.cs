using Nika.Messaging.Telemetry;

namespace Nika.Messaging;

/// <summary>A tool call that runs; <see cref="Dispose"/> ends it. A default one, and one that has ended, does nothing.</summary>
public readonly struct ToolScope : IDisposable
{
    private readonly Tools? tools;
    private readonly RunningTool? call;
    private readonly long use;

    internal ToolScope(Tools tools, RunningTool call, long use)
    {
        this.tools = tools;
        this.call = call;
        this.use = use;
    }

    /// <summary>Says that the call has failed. Without it the call counts as successful, also when an exception leaves the <c>using</c>: call it where you catch, or use <see cref="Tools.RunAsync"/>.</summary>
    /// <param name="reason">Why, for people; cut at <see cref="Tools.MaxTextLength"/> characters. Not a secret: it is on the stream for a day.</param>
    public void Fail(string? reason = null) => call?.Fail(use, Tools.Cut(reason));

    /// <summary>Ends the call: it is on <c>agent:events:{session_id}</c>, and counted. Never throws, never waits. A second time does nothing.</summary>
    public void Dispose() => tools?.End(call!, use);
}
