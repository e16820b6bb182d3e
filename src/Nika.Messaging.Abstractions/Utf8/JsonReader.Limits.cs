namespace Nika.Messaging;

public ref partial struct JsonReader
{
    /// <summary>A reader of one JSON document, with limits of one's own.</summary>
    /// <param name="utf8">The whole document. One longer than the limit fails at once.</param>
    /// <param name="limits">The limits.</param>
    public JsonReader(ReadOnlySpan<byte> utf8, JsonLimits limits)
        : this(utf8, limits.MaxDepth, plain: false)
    {
        maxTextBytes = limits.MaxTextBytes;
        maxCount = limits.MaxCount;
        if (utf8.Length > limits.MaxBytes)
        {
            FailAt(limits.TooLong(utf8.Length), 0);
        }
    }

    /// <summary>How many elements a list or set, how many members a dictionary may have: see <see cref="JsonLimits.MaxCount"/>.</summary>
    public readonly int MaxCount => maxCount;

    /// <summary>The list, set or dictionary being read has more than <see cref="MaxCount"/> elements. Always returns false.</summary>
    public bool FailCount() => !Failed && FailAt($"More than {MaxCount} elements", position);

    /// <summary>Called at the beginning of a value whose type contains itself (<see cref="MaxDepthAttribute"/>).</summary>
    /// <param name="limit">The type's limit.</param>
    /// <param name="type">Its name.</param>
    /// <returns>False, with the error set, if it is nested deeper.</returns>
    public bool EnterNested(int limit, string type)
    {
        if (nested >= limit)
        {
            Peek();
            return !Failed && FailAt($"{type} is nested deeper than its limit of {limit}", position);
        }

        nested++;
        return true;
    }

    /// <summary>Called at the end of it.</summary>
    public void LeaveNested() => nested--;
}
