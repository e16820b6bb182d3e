using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Nika.Messaging;

/// <summary>
/// Gathers the elements of a JSON array, of which nobody knows how many come, so that nothing is allocated but the list they end in: they wait in a rented
/// array. For generated code. End with one of the <c>To</c> methods, or with <see cref="Dispose"/> after a fault.
/// </summary>
/// <typeparam name="T">The elements.</typeparam>
public ref struct ListBuffer<T>
{
    private const int FirstLength = 16;

    private T[]? rented;
    private int count;

    /// <summary>How many elements there are.</summary>
    public readonly int Count => count;

    /// <summary>Adds an element.</summary>
    /// <param name="item">The element.</param>
    public void Add(T item)
    {
        T[]? items = rented;
        if (items is null || (uint)count >= (uint)items.Length)
        {
            items = Grow();
        }

        items[count++] = item;
    }

    /// <summary>The elements as an array. The buffer is empty then.</summary>
    public T[] ToArray()
    {
        T[] array = count == 0 ? [] : rented.AsSpan(0, count).ToArray();
        Dispose();
        return array;
    }

    /// <summary>The elements as an immutable array. The buffer is empty then.</summary>
    public ImmutableArray<T> ToImmutableArray() => ImmutableCollectionsMarshal.AsImmutableArray(ToArray());

    /// <summary>The elements as a list. The buffer is empty then.</summary>
    public List<T> ToList()
    {
        var list = new List<T>(count);
        list.AddRange(rented.AsSpan(0, count));
        Dispose();
        return list;
    }

    /// <summary>Forgets the elements and gives the rented array back.</summary>
    public void Dispose()
    {
        if (rented is not null)
        {
            if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            {
                rented.AsSpan(0, count).Clear();
            }

            ArrayPool<T>.Shared.Return(rented);
            rented = null;
            count = 0;
        }
    }

    private T[] Grow()
    {
        T[] larger = ArrayPool<T>.Shared.Rent(Math.Max(FirstLength, count * 2));
        int kept = count;
        rented.AsSpan(0, kept).CopyTo(larger);
        Dispose();
        count = kept;
        return rented = larger;
    }
}
