using System.Threading.Tasks.Sources;

namespace Nika.Messaging.Redis.Connections;

/// <summary>
/// A caller waiting for the reply to a command. Reused once its reply, or the loss of the connection, has been taken; one whose caller
/// gave up is still waiting for its reply in the order of the others, and is left to the garbage collector.
/// </summary>
internal sealed class PendingCommand : IValueTaskSource<Reply>
{
    private readonly Action<PendingCommand> giveBack;
    private ManualResetValueTaskSourceCore<Reply> core;
    private CancellationTokenRegistration registration;
    private int isCompleted;
    private bool isCancelled;

    /// <summary>Creates one.</summary>
    /// <param name="giveBack">Takes it back when it may be used again.</param>
    public PendingCommand(Action<PendingCommand> giveBack)
    {
        this.giveBack = giveBack;
        core.RunContinuationsAsynchronously = true;
    }

    /// <summary>When the command was given, by the monotonic clock.</summary>
    public long SentAt { get; set; }

    public ValueTask<Reply> Task => new(this, core.Version);

    /// <summary>Lets the caller's token end the waiting.</summary>
    public void CancelWith(CancellationToken cancellationToken)
    {
        registration = cancellationToken.UnsafeRegister(
            static (self, token) =>
            {
                var command = (PendingCommand)self!;
                if (command.TryComplete())
                {
                    command.isCancelled = true;
                    command.core.SetException(new OperationCanceledException(token));
                }
            },
            this);
    }

    /// <summary>Hands the caller its reply.</summary>
    /// <returns>False if the caller has given up: the reply is not taken.</returns>
    public bool TrySetResult(Reply reply)
    {
        bool isFirst = TryComplete();
        if (isFirst)
        {
            core.SetResult(reply);
        }

        return isFirst;
    }

    public void Fail(Exception exception)
    {
        if (TryComplete())
        {
            core.SetException(exception);
        }
    }

    Reply IValueTaskSource<Reply>.GetResult(short token)
    {
        // Waits for a cancellation callback that is running, so that it cannot touch the next use.
        registration.Dispose();
        registration = default;
        try
        {
            return core.GetResult(token);
        }
        finally
        {
            if (!isCancelled)
            {
                core.Reset();
                Volatile.Write(ref isCompleted, 0);
                giveBack(this);
            }
        }
    }

    ValueTaskSourceStatus IValueTaskSource<Reply>.GetStatus(short token) => core.GetStatus(token);

    void IValueTaskSource<Reply>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        core.OnCompleted(continuation, state, token, flags);

    private bool TryComplete() => Interlocked.Exchange(ref isCompleted, 1) == 0;
}
