namespace Nika.Messaging;


/// <summary>What an entry on <c>nika:ipc:*</c> is: its <c>kind</c> field.</summary>
public enum SignalKind
{
    /// <summary><c>signal</c>: news for every pod that follows the job.</summary>
    Signal,

    /// <summary><c>result</c>: what a pod found or made.</summary>
    Result,

    /// <summary><c>request</c>: work for one pod of a role, read through the group <c>role:{role}</c>.</summary>
    Request,

    /// <summary><c>error</c>: what went wrong.</summary>
    Error,
}
