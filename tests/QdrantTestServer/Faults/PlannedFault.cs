namespace Nika.Messaging.QdrantTestServer.Faults;

/// <summary>A fault, for the next so many requests of an operation.</summary>
internal sealed class PlannedFault(string? operation, Fault fault, int times)
{
    private int left = times;

    public Fault Fault => fault;

    public bool Takes(string operationName) => (operation is null || operation == operationName) && Interlocked.Decrement(ref left) >= 0;
}
