namespace Nika.Messaging;

public ref partial struct JsonReader
{
    /// <summary>Reads over any value, checking it as strictly as if it were wanted. In plain text: over all of it.</summary>
    public bool SkipValue()
    {
        if (plain)
        {
            return ScanPlainText("a value", out _);
        }

        // A bit for each level: whether it is an array.
        Span<ulong> arrays = stackalloc ulong[LargestMaxDepth / 64];
        int floor = depth;
        do
        {
            byte next = Peek();
            if (next is (byte)'{' or (byte)'[')
            {
                // At the deepest level there is no bit to set; then Begin fails.
                ulong bit = 1UL << (depth % 64);
                ref ulong bits = ref arrays[depth / 64 % arrays.Length];
                bits = next == '[' ? bits | bit : bits & ~bit;
                if (!Begin(next, "a value"))
                {
                    return false;
                }
            }
            else if (!SkipScalar(next))
            {
                return false;
            }

            while (depth > floor && !((arrays[(depth - 1) / 64] >> ((depth - 1) % 64) & 1) != 0 ? NextElement() : NextName(out _)))
            {
                if (Failed)
                {
                    return false;
                }
            }
        }
        while (depth > floor);

        return true;
    }

    /// <summary>Reads over any value as <see cref="SkipValue"/> does, and gives its JSON as it stands in the document.</summary>
    /// <param name="value">The value's bytes, without the white space around it, valid as long as the document; empty on a fault.</param>
    public bool TryReadRaw(out ReadOnlySpan<byte> value)
    {
        int start = BeginScalar();
        if (!SkipValue())
        {
            value = default;
            return false;
        }

        value = json[start..position];
        return true;
    }

    private bool SkipScalar(byte next) => next switch
    {
        (byte)'"' => ScanString(out _),
        (byte)'t' or (byte)'f' => TryReadBoolean(out _),
        (byte)'n' => TryReadNull() || FailExpected("a value"),
        (byte)'-' or (>= (byte)'0' and <= (byte)'9') => ScanNumber("a value", out _),
        _ => FailExpected("a value"),
    };
}
