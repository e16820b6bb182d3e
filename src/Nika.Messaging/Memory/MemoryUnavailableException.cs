namespace Nika.Messaging;

/// <summary>Memory is away, full, locked or damaged. The message says which and what can be done, and never holds a secret.</summary>
public sealed class MemoryUnavailableException : Exception
{
    /// <summary>Creates the exception.</summary>
    public MemoryUnavailableException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong.</param>
    public MemoryUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">Its cause.</param>
    public MemoryUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
