using System.Globalization;

namespace Nika.Messaging;

public ref partial struct JsonReader
{
    /// <summary>Reads an integer literal from -128 to 127. As with every integer, <c>1.0</c> and <c>1e2</c> are refused.</summary>
    /// <param name="value">The value; 0 on a fault.</param>
    public bool TryReadSByte(out sbyte value)
    {
        bool read = ReadInteger(sbyte.MinValue, (ulong)sbyte.MaxValue, out long bits);
        value = (sbyte)bits;
        return read;
    }

    /// <summary>Reads an integer literal from 0 to 255. As with every unsigned integer, <c>-0</c> is refused too.</summary>
    /// <param name="value">The value; 0 on a fault.</param>
    public bool TryReadByte(out byte value)
    {
        bool read = ReadInteger(0, byte.MaxValue, out long bits);
        value = (byte)bits;
        return read;
    }

    /// <summary>Reads an integer literal from -32,768 to 32,767.</summary>
    /// <param name="value">The value; 0 on a fault.</param>
    public bool TryReadInt16(out short value)
    {
        bool read = ReadInteger(short.MinValue, (ulong)short.MaxValue, out long bits);
        value = (short)bits;
        return read;
    }

    /// <summary>Reads an integer literal from 0 to 65,535.</summary>
    /// <param name="value">The value; 0 on a fault.</param>
    public bool TryReadUInt16(out ushort value)
    {
        bool read = ReadInteger(0, ushort.MaxValue, out long bits);
        value = (ushort)bits;
        return read;
    }

    /// <summary>Reads an integer literal from -2³¹ to 2³¹-1.</summary>
    /// <param name="value">The value; 0 on a fault.</param>
    public bool TryReadInt32(out int value)
    {
        bool read = ReadInteger(int.MinValue, int.MaxValue, out long bits);
        value = (int)bits;
        return read;
    }

    /// <summary>Reads an integer literal from 0 to 2³²-1.</summary>
    /// <param name="value">The value; 0 on a fault.</param>
    public bool TryReadUInt32(out uint value)
    {
        bool read = ReadInteger(0, uint.MaxValue, out long bits);
        value = (uint)bits;
        return read;
    }

    /// <summary>Reads an integer literal from -2⁶³ to 2⁶³-1.</summary>
    /// <param name="value">The value; 0 on a fault.</param>
    public bool TryReadInt64(out long value) => ReadInteger(long.MinValue, long.MaxValue, out value);

    /// <summary>Reads an integer literal from 0 to 2⁶⁴-1.</summary>
    /// <param name="value">The value; 0 on a fault.</param>
    public bool TryReadUInt64(out ulong value)
    {
        bool read = ReadInteger(0, ulong.MaxValue, out long bits);
        value = unchecked((ulong)bits);
        return read;
    }

    /// <summary>Reads a number as the nearest <see cref="float"/>. One beyond its range is refused; one too small for it becomes 0, as rounding has it.</summary>
    /// <param name="value">The value; 0 on a fault.</param>
    public bool TryReadSingle(out float value)
    {
        value = 0;
        if (!ScanNumber("a number", out NumberToken number))
        {
            return false;
        }

        if (number.TryToSingle(out value))
        {
            return true;
        }

        value = float.Parse(json[token..position], NumberStyles.Float, CultureInfo.InvariantCulture);
        if (float.IsInfinity(value))
        {
            value = 0;
            return FailNumber("is beyond the range of a 32-bit floating-point number");
        }

        return true;
    }

    /// <summary>Reads a number as the nearest <see cref="double"/>. One beyond its range is refused; one too small for it becomes 0, as rounding has it.</summary>
    /// <param name="value">The value; 0 on a fault.</param>
    public bool TryReadDouble(out double value)
    {
        value = 0;
        if (!ScanNumber("a number", out NumberToken number))
        {
            return false;
        }

        if (number.TryToDouble(out value))
        {
            return true;
        }

        value = double.Parse(json[token..position], NumberStyles.Float, CultureInfo.InvariantCulture);
        if (double.IsInfinity(value))
        {
            value = 0;
            return FailNumber("is beyond the range of a 64-bit floating-point number");
        }

        return true;
    }

    /// <summary>
    /// Reads a number as exactly that <see cref="decimal"/>: one out of its range, or with more digits than it holds (28 after the point), is
    /// refused rather than rounded. Trailing zeros are kept as far as they fit.
    /// </summary>
    /// <param name="value">The value; 0 on a fault.</param>
    public bool TryReadDecimal(out decimal value)
    {
        value = 0;
        return ScanNumber("a number", out NumberToken number)
            && (number.TryToDecimal(json[token..position], out value) || FailNumber("cannot be held exactly by a decimal"));
    }

    /// <summary>Reads an integer literal; <paramref name="bits"/> are its two's complement.</summary>
    private bool ReadInteger(long min, ulong max, out long bits)
    {
        bits = 0;
        int start = BeginScalar();
        int at = start;
        bool negative = (uint)at < (uint)json.Length && json[at] == '-';
        int digits = negative ? ++at : at;
        ulong magnitude = 0;
        uint digit;
        while ((uint)at < (uint)json.Length && (digit = (uint)json[at] - '0') <= 9)
        {
            magnitude = unchecked((magnitude * 10) + digit);
            at++;
        }

        int count = at - digits;
        if (count == 0 || (json[digits] == '0' && count > 1) || !EndScalar(at))
        {
            return FailInteger(min, max);
        }

        // Nineteen digits cannot overflow; twenty that begin with 1 wrap at most once, then to less than 10^19.
        bool overflow = count > 20 || (count == 20 && (json[digits] != '1' || magnitude < 10_000_000_000_000_000_000));
        ulong limit = negative ? unchecked(0UL - (ulong)min) : max;
        if (overflow || magnitude > limit || (negative && min == 0))
        {
            return FailInteger(min, max);
        }

        bits = unchecked((long)(negative ? 0 - magnitude : magnitude));
        return true;
    }

    private bool FailInteger(long min, ulong max)
    {
        if (Failed)
        {
            return false;
        }

        // The grammar first: a malformed number is called so whatever was wanted.
        string expected = string.Create(CultureInfo.InvariantCulture, $"an integer from {min} to {max}");
        position = token;
        return ScanNumber(expected, out _) && FailAt($"Expected {expected}, written without a fraction or an exponent, found {ShownText.Of(json[token..position])}", token);
    }

    private bool FailNumber(string fault) => FailAt($"{ShownText.Of(json[token..position])} {fault}", token);

    /// <summary>Checks the number at the position against JSON's grammar and goes past it; it then lies between the token and the position.</summary>
    private bool ScanNumber(string expected, out NumberToken number)
    {
        number = default;
        int start = BeginScalar();
        int at = start;
        number.IsNegative = At(at) == '-';
        at += number.IsNegative ? 1 : 0;
        if (!char.IsAsciiDigit((char)At(at)))
        {
            return number.IsNegative ? FailAt("A minus sign is followed by a digit", start) : FailExpected(expected);
        }

        bool leadingZero = At(at) == '0';
        int digits = at;
        at = number.Add(json, at);
        if (leadingZero && at > digits + 1)
        {
            return FailAt("A number has no leading zeros", start);
        }

        if (At(at) == '.')
        {
            digits = ++at;
            at = number.Add(json, at);
            number.Exponent -= at - digits;
            if (at == digits)
            {
                return FailAt("A decimal point is followed by a digit", at);
            }
        }

        if (At(at) is (byte)'e' or (byte)'E')
        {
            at++;
            bool below = At(at) == '-';
            at += At(at) is (byte)'+' or (byte)'-' ? 1 : 0;
            digits = at;
            number.Exponent += NumberToken.ReadExponent(json, ref at, below);
            if (at == digits)
            {
                return FailAt("An exponent has a digit", at);
            }
        }

        return EndScalar(at) || FailAt($"A number does not go on with {Describe(at)}", at);
    }

    /// <summary>The byte there, or 0 beyond the end.</summary>
    private readonly byte At(int at) => (uint)at < (uint)json.Length ? json[at] : (byte)0;
}
