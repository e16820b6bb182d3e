namespace Nika.Messaging;

/// <summary>How the pod asks.</summary>
public sealed class AskOptions
{
    /// <summary>How long a request waits for its reply unless the call says otherwise. 1 ms to 24 h. Default 30 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The most requests that wait for replies at a time; more are refused. 1 to 1,048,576. Default 16,384.</summary>
    public int MaxPending { get; set; } = 16_384;

    internal static TimeSpan LongestTimeout { get; } = TimeSpan.FromHours(24);

    internal static bool IsTimeout(TimeSpan timeout) => timeout >= TimeSpan.FromMilliseconds(1) && timeout <= LongestTimeout;
}
