namespace Nika.Messaging;

/// <summary>
/// A pod's options. Bound from the configuration section <c>Nika</c> and validated at start; each member says its default.
/// </summary>
public sealed class NikaOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Nika";

    internal static readonly TimeSpan DefaultHeartbeatInterval = TimeSpan.FromSeconds(30);

    /// <summary>The pod's name, an id (<see cref="IdFormat.Pattern"/>), unique in the swarm. Default: machine, process and a random part.</summary>
    public string? Pod { get; set; }

    /// <summary>The session's id. Default: a new UUIDv7.</summary>
    public string? Session { get; set; }

    /// <summary>What the pod can do, <c>role</c> in its envelopes. Default: none.</summary>
    public string? Role { get; set; }

    /// <summary>The folder below which the pod writes: the bus in <c>_bus</c>, the local log in <c>logs</c>. Default: the current folder.</summary>
    public string Directory { get; set; } = ".";

    /// <summary>Whether orchestration messages are written to the JSONL bus. Default true.</summary>
    public bool Journal { get; set; } = true;

    /// <summary>How long the store may take to reply before the pod goes on without it. 10 ms to 1 min. Default 250 ms.</summary>
    public TimeSpan ReplyDeadline { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The most bytes of messages held until the store's reply, for each server. 1 MiB to 1 GiB. Default 16 MiB.</summary>
    public int RetentionBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>The most messages held until the store's reply, for each server. 1,024 to 1,048,576. Default 65,536.</summary>
    public int RetentionMessages { get; set; } = 65_536;

    /// <summary>What becomes of messages that the store did not take. Default <see cref="OutagePolicy.Replay"/>.</summary>
    public OutagePolicy Outage { get; set; } = OutagePolicy.Replay;

    /// <summary>The local log's bound in bytes: past it messages are dropped and counted. 1 MiB to 1 TiB. Default 2 GiB, for about two million messages.</summary>
    public long LocalLogBytes { get; set; } = 2L * 1024 * 1024 * 1024;

    /// <summary>
    /// Whether the pod refuses to start while a server or a disk it needs cannot be used: away, a wrong password, a missing right. Starting then
    /// throws with the reason. Default false: the pod starts, runs degraded and goes on trying.
    /// </summary>
    public bool RequireAtStart { get; set; }

    /// <summary>How often the pod adds its counts to <c>nika:ipc:metrics:{date}</c>. Zero: never. Default 5 s.</summary>
    public TimeSpan MetricsInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often the pod says that it is alive, in <c>agent:state:{session_id}</c>. Zero: never; at most 30 min. Default 30 s.</summary>
    public TimeSpan HeartbeatInterval { get; set; } = DefaultHeartbeatInterval;

    /// <summary>
    /// Whether the pod publishes <c>session_start</c> when it starts and <c>session_end_summary</c> when it stops. Default: in a host it does, one that was
    /// put together by <see cref="NikaPod.CreateBuilder"/> does not.
    /// </summary>
    public bool? SessionMessages { get; set; }

    /// <summary>How significant events wait for memory.</summary>
    public MemoryQueueOptions Memory { get; set; } = new();

    /// <summary>How the pod consumes.</summary>
    public ConsumerOptions Consumer { get; set; } = new();

    /// <summary>How the pod works on contracts.</summary>
    public ContractOptions Contracts { get; set; } = new();

    /// <summary>How the pod asks.</summary>
    public AskOptions Asking { get; set; } = new();

    /// <summary>Says what is wrong with the options; empty if nothing is.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        CheckId(Pod, nameof(Pod), nameof(PodName));
        CheckId(Session, nameof(Session), nameof(SessionId));
        CheckId(Role, nameof(Role), nameof(RoleName));
        Check(!string.IsNullOrWhiteSpace(Directory), nameof(Directory), "must name a folder");
        Check(ReplyDeadline >= TimeSpan.FromMilliseconds(10) && ReplyDeadline <= TimeSpan.FromMinutes(1), nameof(ReplyDeadline), $"is {ReplyDeadline}; allowed are 10 ms to 1 min");
        Check(RetentionBytes is >= 1024 * 1024 and <= 1024 * 1024 * 1024, nameof(RetentionBytes), $"is {RetentionBytes}; allowed are 1 MiB to 1 GiB");
        Check(RetentionMessages is >= 1024 and <= 1024 * 1024, nameof(RetentionMessages), $"is {RetentionMessages}; allowed are 1,024 to 1,048,576");
        Check(Enum.IsDefined(Outage), nameof(Outage), $"is {Outage}; allowed are {nameof(OutagePolicy.Replay)} and {nameof(OutagePolicy.DropAndLog)}");
        Check(LocalLogBytes is >= 1024 * 1024 and <= 1024L * 1024 * 1024 * 1024, nameof(LocalLogBytes), $"is {LocalLogBytes}; allowed are 1 MiB to 1 TiB");
        Check(MetricsInterval >= TimeSpan.Zero && MetricsInterval <= TimeSpan.FromHours(1), nameof(MetricsInterval), $"is {MetricsInterval}; allowed are 0 to 1 h");
        Check(HeartbeatInterval >= TimeSpan.Zero && HeartbeatInterval <= TimeSpan.FromMinutes(30), nameof(HeartbeatInterval), $"is {HeartbeatInterval}; allowed are 0 to 30 min");
        if (Memory?.FindFault() is { } memoryFault)
        {
            faults.Add($"{Section}:{nameof(Memory)}: {memoryFault}");
        }

        if (Contracts?.FindFault() is { } contractFault)
        {
            faults.Add($"{Section}:{nameof(Contracts)}: {contractFault}");
        }

        Check(Contracts is not null, nameof(Contracts), "is null; leave it out for the defaults");
        Check(Asking is not null, nameof(Asking), "is null; leave it out for the defaults");
        Check(Asking is null || AskOptions.IsTimeout(Asking.Timeout), "Asking.Timeout", $"is {Asking?.Timeout}; allowed are 1 ms to 24 h");
        Check(Asking is null or { MaxPending: >= 1 and <= 1024 * 1024 }, "Asking.MaxPending", $"is {Asking?.MaxPending}; allowed are 1 to 1,048,576");
        Check(Memory is not null, nameof(Memory), "is null; leave it out for the defaults");
        if (Consumer is null)
        {
            faults.Add($"{Section}:{nameof(Consumer)} is null; leave it out for the defaults.");
            return faults;
        }

        Check(Consumer.ClaimIdle >= TimeSpan.FromMilliseconds(100), "Consumer.ClaimIdle", $"is {Consumer.ClaimIdle}; at least 100 ms");
        Check(Consumer.MaxDeliveries is >= 1 and <= 1000, "Consumer.MaxDeliveries", $"is {Consumer.MaxDeliveries}; allowed are 1 to 1,000");
        Check(Consumer.StopTimeout > TimeSpan.Zero, "Consumer.StopTimeout", $"is {Consumer.StopTimeout}; must be positive");
        Check(Consumer.HandlerTimeLimit > TimeSpan.Zero || Consumer.HandlerTimeLimit == Timeout.InfiniteTimeSpan, "Consumer.HandlerTimeLimit", $"is {Consumer.HandlerTimeLimit}; must be positive, or infinite");
        Check(Consumer.LeaseDuration >= TimeSpan.FromMilliseconds(100), "Consumer.LeaseDuration", $"is {Consumer.LeaseDuration}; at least 100 ms");
        Check(Consumer.ReapAfter >= TimeSpan.FromSeconds(1), "Consumer.ReapAfter", $"is {Consumer.ReapAfter}; at least 1 s");
        return faults;

        void Check(bool holds, string option, string fault)
        {
            if (!holds)
            {
                faults.Add($"{Section}:{option.Replace('.', ':')} {fault}.");
            }
        }

        void CheckId(string? value, string option, string typeName)
        {
            if (value is not null && !IdFormat.IsValid(value))
            {
                faults.Add($"{Section}:{option}: {IdFormat.Explain(value, typeName)}");
            }
        }
    }
}
