namespace Nika.Messaging;

/// <summary>The bounds of the queue in which significant events wait for memory, and how it writes and retries.</summary>
public sealed class MemoryQueueOptions
{
    /// <summary>The most events that wait, those being written among them; more are dropped and counted. Default 10,000.</summary>
    public int Capacity { get; set; } = 10_000;

    /// <summary>The most bytes the waiting events take; more are dropped and counted. Default 33,554,432 (32 MiB).</summary>
    public long MaxBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>The most events of one write. Default 256.</summary>
    public int BatchSize { get; set; } = 256;

    /// <summary>The longest an event waits for others to be written with it while memory is healthy. Default 200 ms; zero writes at once.</summary>
    public TimeSpan BatchWindow { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest a write may take before it counts as failed. Default 30 s.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The pause after the first failure; it doubles with every further one. Half of each pause is random. Default 250 ms.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest pause between tries. Default 30 s.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest the pod's end waits for events to be written; those left then are dropped and counted. Default 5 s.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The most bytes of the log in which events wait while memory is away; more wait in the queue, and beyond its bounds are dropped. Default 268,435,456 (256 MiB); zero: no log.</summary>
    public long LogBytes { get; set; } = 256L * 1024 * 1024;

    /// <summary>The first option that cannot work, named, with what is allowed; null if all can.</summary>
    internal string? FindFault()
    {
        // A bound that timers and arithmetic take, and that no pause should come near.
        var day = TimeSpan.FromDays(1);
        return this switch
        {
            { Capacity: < 1 } => Fault(nameof(Capacity), Capacity, "at least 1"),
            { MaxBytes: < 1 } => Fault(nameof(MaxBytes), MaxBytes, "at least 1"),
            { BatchSize: < 1 } => Fault(nameof(BatchSize), BatchSize, "at least 1"),
            { LogBytes: < 0 } => Fault(nameof(LogBytes), LogBytes, "zero or more"),
            _ when BatchWindow < TimeSpan.Zero || BatchWindow > day => Fault(nameof(BatchWindow), BatchWindow, "from zero to one day"),
            _ when AttemptTimeout <= TimeSpan.Zero || AttemptTimeout > day => Fault(nameof(AttemptTimeout), AttemptTimeout, "more than zero, at most one day"),
            _ when RetryDelay <= TimeSpan.Zero || RetryDelay > day => Fault(nameof(RetryDelay), RetryDelay, "more than zero, at most one day"),
            _ when MaxRetryDelay < RetryDelay || MaxRetryDelay > day => Fault(nameof(MaxRetryDelay), MaxRetryDelay, $"from {nameof(RetryDelay)} ({RetryDelay}) to one day"),
            _ when ShutdownTimeout < TimeSpan.Zero || ShutdownTimeout > day => Fault(nameof(ShutdownTimeout), ShutdownTimeout, "from zero to one day"),
            _ => null,
        };
    }

    private static string Fault<T>(string name, T value, string allowed) => $"{nameof(MemoryQueueOptions)}.{name} is {value}: allowed is {allowed}.";
}
