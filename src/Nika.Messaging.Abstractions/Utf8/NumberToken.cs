namespace Nika.Messaging;

/// <summary>A number as scanned: up to 19 significant digits and a power of ten, from which most values follow exactly and at once.</summary>
internal struct NumberToken
{
    /// <summary>Nineteen digits always fit 64 bits.</summary>
    private const int MaxDigits = 19;

    /// <summary>Whole numbers up to here are exact.</summary>
    private const ulong MaxExactDouble = 1UL << 53;

    private const ulong MaxExactSingle = 1UL << 24;

    /// <summary>A decimal's mantissa has 96 bits.</summary>
    private static readonly UInt128 MaxDecimal = (UInt128.One << 96) - 1;

    /// <summary>Whether it begins with a minus sign.</summary>
    public bool IsNegative;

    /// <summary>The value is the digits times ten to this.</summary>
    public long Exponent;

    private ulong mantissa;
    private int significant;
    private bool isCut;

    // 10^22 = 2^22 * 5^22, and 5^22 takes 52 bits: the last power of ten that is exact; 5^10 takes 24.
    private static ReadOnlySpan<double> ExactDoublePowers =>
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    private static ReadOnlySpan<float> ExactSinglePowers => [1e0f, 1e1f, 1e2f, 1e3f, 1e4f, 1e5f, 1e6f, 1e7f, 1e8f, 1e9f, 1e10f];

    /// <summary>Takes the run of digits that begins at an offset.</summary>
    /// <param name="text">The document.</param>
    /// <param name="at">The offset.</param>
    /// <returns>Where the run ends.</returns>
    public int Add(ReadOnlySpan<byte> text, int at)
    {
        uint digit;
        for (; (uint)at < (uint)text.Length && (digit = (uint)text[at] - '0') <= 9; at++)
        {
            if (significant == MaxDigits)
            {
                isCut = true;
                continue;
            }

            mantissa = (mantissa * 10) + digit;
            significant += mantissa == 0 ? 0 : 1;
        }

        return at;
    }

    /// <summary>Reads an exponent's digits; one beyond any document's length is as good as another.</summary>
    /// <param name="text">The document.</param>
    /// <param name="at">Where they begin; then where they end.</param>
    /// <param name="below">Whether a minus sign precedes.</param>
    public static long ReadExponent(ReadOnlySpan<byte> text, ref int at, bool below)
    {
        const long Enough = 1L << 40;
        long exponent = 0;
        uint digit;
        for (; (uint)at < (uint)text.Length && (digit = (uint)text[at] - '0') <= 9; at++)
        {
            exponent = Math.Min((exponent * 10) + digit, Enough);
        }

        return below ? -exponent : exponent;
    }

    /// <summary>The value, if digits and power are both exact, so that one operation rounds once, correctly.</summary>
    /// <param name="value">The value.</param>
    public readonly bool TryToDouble(out double value)
    {
        bool exact = !isCut && mantissa <= MaxExactDouble && Exponent >= -22 && Exponent <= 22;
        value = 0;
        if (exact)
        {
            value = Exponent < 0 ? mantissa / ExactDoublePowers[(int)-Exponent] : mantissa * ExactDoublePowers[(int)Exponent];
            value = IsNegative ? -value : value;
        }

        return exact;
    }

    /// <summary>The same in 32 bits; by way of a double it would round twice.</summary>
    /// <param name="value">The value.</param>
    public readonly bool TryToSingle(out float value)
    {
        bool exact = !isCut && mantissa <= MaxExactSingle && Exponent >= -10 && Exponent <= 10;
        value = 0;
        if (exact)
        {
            value = Exponent < 0 ? mantissa / ExactSinglePowers[(int)-Exponent] : mantissa * ExactSinglePowers[(int)Exponent];
            value = IsNegative ? -value : value;
        }

        return exact;
    }

    /// <summary>The value, if a decimal holds it exactly.</summary>
    /// <param name="text">The number's text.</param>
    /// <param name="value">The value.</param>
    public readonly bool TryToDecimal(ReadOnlySpan<byte> text, out decimal value)
    {
        const int MaxScale = 28;
        value = 0;
        UInt128 digits = mantissa;
        long exponent = Exponent;
        if (isCut && !TryAllDigits(text, out digits, ref exponent))
        {
            return false;
        }

        if (digits == 0)
        {
            value = new decimal(0, 0, 0, isNegative: false, (byte)Math.Clamp(-exponent, 0, MaxScale));
            return true;
        }

        for (; exponent < -MaxScale && digits % 10 == 0; exponent++)
        {
            digits /= 10;
        }

        for (; exponent > 0 && digits <= MaxDecimal; exponent--)
        {
            digits *= 10;
        }

        if (exponent < -MaxScale || digits > MaxDecimal)
        {
            return false;
        }

        value = new decimal((int)(uint)digits, (int)(uint)(digits >> 32), (int)(uint)(digits >> 64), IsNegative, (byte)-exponent);
        return true;
    }

    /// <summary>All digits of a long number, save those zeros at its end for which there is no room.</summary>
    private static bool TryAllDigits(ReadOnlySpan<byte> text, out UInt128 digits, ref long exponent)
    {
        digits = 0;
        int zeros = 0;
        int end = text.IndexOfAny((byte)'e', (byte)'E');
        foreach (byte digit in end < 0 ? text : text[..end])
        {
            if (digit == '0')
            {
                zeros++;
            }
            else if (digit is >= (byte)'1' and <= (byte)'9')
            {
                for (; zeros >= 0; zeros--)
                {
                    digits *= 10;
                    if (digits > MaxDecimal)
                    {
                        return false;
                    }
                }

                zeros = 0;
                digits += (uint)(digit - '0');
            }
        }

        for (; zeros > 0 && digits * 10 <= MaxDecimal; zeros--)
        {
            digits *= 10;
        }

        exponent += zeros;
        return digits <= MaxDecimal;
    }
}
