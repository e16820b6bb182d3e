namespace Nika.Messaging.Qdrant.Http;

/// <summary>Buffers that requests are written to, used again and again.</summary>
internal sealed class RequestBuffers(int capacity)
{
    private readonly Lock sync = new();
    private readonly Stack<Utf8Buffer> free = new(capacity);

    public Utf8Buffer Rent()
    {
        lock (sync)
        {
            return free.TryPop(out var buffer) ? buffer : new Utf8Buffer(16 * 1024);
        }
    }

    public void Return(Utf8Buffer buffer)
    {
        buffer.Clear();
        lock (sync)
        {
            if (free.Count < capacity)
            {
                free.Push(buffer);
            }
        }
    }
}
