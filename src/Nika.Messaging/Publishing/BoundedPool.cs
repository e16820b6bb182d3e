using System.Diagnostics.CodeAnalysis;

namespace Nika.Messaging.Publishing;

/// <summary>A bounded stack of objects to be used again. What is over is left to the garbage collector.</summary>
/// <param name="capacity">The most that it keeps.</param>
internal sealed class BoundedPool<T>(int capacity)
    where T : class
{
    private readonly T[] items = new T[capacity];
    private readonly Lock sync = new();
    private int count;

    public bool TryRent([NotNullWhen(true)] out T? item)
    {
        lock (sync)
        {
            item = count > 0 ? items[--count] : null;
            return item is not null;
        }
    }

    public void Return(T item)
    {
        lock (sync)
        {
            if (count < items.Length)
            {
                items[count++] = item;
            }
        }
    }
}
