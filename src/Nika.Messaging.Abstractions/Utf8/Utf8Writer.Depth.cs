namespace Nika.Messaging;

public ref partial struct Utf8Writer
{
    /// <summary>Called before a part is written.</summary>
    /// <param name="levels">How many objects and arrays have been opened since the surrounding part's beginning.</param>
    public void EnterPart(int levels) => depth += levels;

    /// <summary>Called after it.</summary>
    /// <param name="levels">The same number.</param>
    public void LeavePart(int levels) => depth -= levels;

    /// <summary>
    /// Called at the beginning of a value whose type contains itself (<see cref="MaxDepthAttribute"/>). Sets <see cref="Error"/> where a reader would refuse it, or where
    /// writing would never end.
    /// </summary>
    /// <param name="limit">The type's limit.</param>
    /// <param name="levels">How many objects and arrays the type itself can open around one another.</param>
    /// <param name="type">Its name.</param>
    /// <returns>False if nothing must be written.</returns>
    public bool EnterNested(int limit, int levels, string type)
    {
        if (nested >= limit)
        {
            Fail($"{type} is nested deeper than its limit of {limit}");
            return false;
        }

        if (depth + levels > JsonReader.DefaultMaxDepth)
        {
            Fail($"Nested deeper than {JsonReader.DefaultMaxDepth} levels");
            return false;
        }

        nested++;
        return true;
    }

    /// <summary>Called at the end of it.</summary>
    public void LeaveNested() => nested--;
}
