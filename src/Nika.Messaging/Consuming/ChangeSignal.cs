namespace Nika.Messaging.Consuming;

/// <summary>Tells those who wait that something has changed. Take the task, look, then wait: no change is missed.</summary>
internal sealed class ChangeSignal
{
    private TaskCompletionSource source = New();

    /// <summary>Ends with the next change.</summary>
    public Task Next => Volatile.Read(ref source).Task;

    public void Raise() => Interlocked.Exchange(ref source, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
