namespace RepoAudit.Swarm;

/// <summary>The pods beside Alpha: in this process, or each in one of its own.</summary>
public interface ISwarmPods : IAsyncDisposable
{
    /// <summary>How many workers can still work.</summary>
    int WorkersAlive { get; }

    /// <summary>Starts them all.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    Task StartAsync(CancellationToken cancellationToken);
}
