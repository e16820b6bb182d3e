namespace Nika.Messaging.Redis.Connections;

/// <summary>Starts loops on the pool, without the caller's execution context: a request's trace must not live on in a connection.</summary>
internal static class Background
{
    public static Task Run(Func<Task> loop)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            return Task.Run(loop);
        }

        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(loop);
        }
    }
}
