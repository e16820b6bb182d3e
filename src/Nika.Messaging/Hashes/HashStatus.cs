namespace Nika.Messaging;


/// <summary>The outcome of reading a hash.</summary>
public enum HashStatus
{
    /// <summary>There is no such hash, or it expired.</summary>
    Absent,

    /// <summary>It was read.</summary>
    Found,

    /// <summary>The store is away or too slow.</summary>
    Degraded,

    /// <summary>It is there, but is not what the type says.</summary>
    Malformed,
}
