namespace Nika.Messaging.Redis.Protocol;

/// <summary>What an error reply means for the one who asked.</summary>
internal enum ErrorKind
{
    /// <summary>This command was refused; others may do.</summary>
    Refused,

    /// <summary>The server cannot do its work for now: an outage like a lost connection.</summary>
    Degraded,

    /// <summary>Settings are wrong (password, rights, a key of another type): waiting does not help, someone must act.</summary>
    Configuration,

    /// <summary>The consumer group, or its stream, is gone.</summary>
    GroupLost,
}
