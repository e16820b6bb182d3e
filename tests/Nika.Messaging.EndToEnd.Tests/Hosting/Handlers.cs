using System.Collections.Concurrent;

namespace Nika.Messaging.EndToEnd.Hosting;

/// <summary>What became of the scopes of a host's messages.</summary>
internal sealed class ScopeRecord
{
    public ConcurrentQueue<(string Entity, MessageScope Scope, bool WasDisposed)> Handled { get; } = new();

    public ConcurrentQueue<MessageScope> Disposed { get; } = new();
}

/// <summary>A scoped service; only asynchronously disposable, as those that hold connections are.</summary>
internal sealed class MessageScope(ScopeRecord record) : IAsyncDisposable
{
    public bool IsDisposed { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await Task.Yield();
        IsDisposed = true;
        record.Disposed.Enqueue(this);
    }
}

[Handler(ConsumerGroups.Monitor)]
internal sealed partial class ScopedMonitor(MessageScope scope, MessageScope again, ScopeRecord record)
{
    public async ValueTask HandleAsync(JobChanged change)
    {
        Assert.Same(scope, again);
        await Task.Yield();
        record.Handled.Enqueue((change.EntityId.Value, scope, scope.IsDisposed));
        if (change.Status == EntityStatus.Failed)
        {
            throw new InvalidOperationException("as told");
        }
    }
}

/// <summary>Tells who made it.</summary>
[Handler]
internal sealed partial class NamedFollower(string madeBy, ConcurrentQueue<string> handled) : IDisposable
{
    public bool IsDisposed { get; private set; }

    public void Dispose() => IsDisposed = true;

    public ValueTask HandleAsync(StepResult result)
    {
        handled.Enqueue($"{madeBy} {result.Step}");
        return ValueTask.CompletedTask;
    }
}
