namespace Nika.Messaging.Benchmarks;

/// <summary>How Redis is away.</summary>
internal enum OutageFault
{
    /// <summary>SIGKILL: connections are reset, new ones refused.</summary>
    Killed,

    /// <summary>SIGSTOP: connections and bytes are accepted, nothing is answered.</summary>
    Stopped,

    /// <summary>Suddenly it wants a password, and has cut all connections.</summary>
    Refusing,

    /// <summary>Whatever it says arrives 5 s later.</summary>
    Slow,

    /// <summary>Killed, and the disk of the local log takes nothing: its file is a pipe that nobody reads.</summary>
    DiskStalled,
}
