using System.Runtime.CompilerServices;

namespace Nika.Messaging;

/// <summary>
/// Reads UTF-8 JSON strictly (RFC 8259) and without exceptions: every method returns false and keeps <see cref="Error"/> on the
/// first fault. After a fault every call returns false and the first error stays.
/// </summary>
/// <remarks>
/// Strict means: no comments, no trailing commas, no byte order mark, strings of valid UTF-8, a surrogate escape only
/// with its partner, numbers in JSON's grammar, and never a value that was rounded out of range, cut off or guessed.
/// There is no tree: the caller says what must come, and reads on or calls <see cref="SkipValue"/>.
/// </remarks>
public ref partial struct JsonReader
{
    /// <summary>How deep objects and arrays may nest unless the caller says otherwise: 64.</summary>
    public const int DefaultMaxDepth = 64;

    /// <summary>What a caller may say at most: <see cref="SkipValue"/> keeps a bit for each level on the stack.</summary>
    private const int LargestMaxDepth = 512;

    private readonly ReadOnlySpan<byte> document;
    private readonly int maxDepth;
    private readonly int maxTextBytes;
    private readonly int maxCount;
    private readonly bool plain;

    // What is still open to reading: the document, or nothing after a fault, so that every call fails by itself.
    private ReadOnlySpan<byte> json;
    private int position;

    // Where the last name, value or bracket began: what a fault found by generated code is about.
    private int token;
    private int depth;

    // Types with a depth limit of their own that are open.
    private int nested;

    // Nothing has been read yet of the innermost open container, or of the plain text.
    private bool first;

    // For unescaped names and enum values. Our own writer escapes neither as a rule, so it is hardly ever made.
    private byte[]? scratch;

    // The fault, where it is, and how far the document had been read then: the members open there are its path.
    private string? reason;
    private int errorOffset;
    private int errorReach;

    /// <summary>A reader of one JSON document.</summary>
    /// <param name="utf8">The whole document.</param>
    /// <param name="maxDepth">How deep objects and arrays may nest, 1 to 512. Default 64.</param>
    /// <exception cref="ArgumentOutOfRangeException">The depth is not in that range; what the document holds never throws.</exception>
    public JsonReader(ReadOnlySpan<byte> utf8, int maxDepth = DefaultMaxDepth)
        : this(utf8, maxDepth, plain: false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxDepth, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxDepth, LargestMaxDepth);
    }

    private JsonReader(ReadOnlySpan<byte> utf8, int maxDepth, bool plain)
    {
        document = utf8;
        json = utf8;
        this.maxDepth = maxDepth;
        this.plain = plain;
        first = plain;
        maxTextBytes = int.MaxValue;
        maxCount = int.MaxValue;
    }

    /// <summary>
    /// A reader of one scalar in plain text: strings, ids, enums, dates, guids and base64 without quotes and escapes (hash fields).
    /// The scalar is the whole text: nothing may surround it, white space neither. There is no null, no object and no array.
    /// </summary>
    /// <param name="utf8">The whole text.</param>
    public static JsonReader ForPlainText(ReadOnlySpan<byte> utf8) => new(utf8, DefaultMaxDepth, plain: true);

    /// <summary>Opens an object. Then call <see cref="NextMember(out ReadOnlySpan{byte})"/> until it returns false.</summary>
    public bool BeginObject() => Begin((byte)'{', "an object");

    /// <summary>Opens an array. Then call <see cref="NextElement"/> until it returns false.</summary>
    public bool BeginArray() => Begin((byte)'[', "an array");

    /// <summary>
    /// Goes to the next member of the open object, past its name and colon; its value must be read or skipped next. Repeated names are the caller's to refuse.
    /// </summary>
    /// <param name="name">The name, unescaped, valid until the next call.</param>
    /// <returns>False at the end of the object, which is then closed, or on a fault: see <see cref="Failed"/>.</returns>
    public bool NextMember(out ReadOnlySpan<byte> name)
    {
        if (!NextName(out Text text))
        {
            name = default;
            return false;
        }

        name = Unescaped(text);
        return true;
    }

    /// <summary>Goes to the next element of the open array; it must be read or skipped next.</summary>
    /// <returns>False at the end of the array, which is then closed, or on a fault: see <see cref="Failed"/>.</returns>
    public bool NextElement()
    {
        byte next = Peek();
        bool wasFirst = first;
        first = false;
        if (next == ']')
        {
            return End();
        }

        if (wasFirst)
        {
            return position < json.Length || FailExpected("a value or ']'");
        }

        if (next != ',')
        {
            return FailExpected("',' or ']'");
        }

        position++;
        return Peek() != ']' || FailExpected("a value");
    }

    /// <summary>Consumes <c>null</c> if it is next. Never sets the error: if it returns false, read what was expected.</summary>
    public bool TryReadNull()
    {
        if (plain || Peek() != 'n' || !json[position..].StartsWith("null"u8))
        {
            return false;
        }

        token = position;
        position += "null".Length;
        return true;
    }

    /// <summary>Checks that nothing but white space follows; in plain text, nothing at all.</summary>
    public bool ReadEnd()
    {
        if (!plain)
        {
            Peek();
        }

        return !Failed && (position == json.Length || FailAt("Unexpected text after the end: " + Describe(position), position));
    }

    private bool Begin(byte bracket, string expected)
    {
        if (Peek() != bracket || plain)
        {
            return FailExpected(expected);
        }

        if (depth == maxDepth)
        {
            return FailAt($"Nested deeper than {maxDepth} levels", position);
        }

        token = position++;
        depth++;
        first = true;
        return true;
    }

    /// <summary>Closes the innermost container, whose closing bracket is next. Returns false, for it has no more parts.</summary>
    private bool End()
    {
        token = position++;
        depth--;
        return false;
    }

    private bool NextName(out Text name)
    {
        name = default;
        byte next = Peek();
        bool wasFirst = first;
        first = false;
        if (next == '}')
        {
            return End();
        }

        if (!wasFirst)
        {
            if (next != ',')
            {
                return FailExpected("',' or '}'");
            }

            position++;
            next = Peek();
        }

        if (next != '"')
        {
            return FailExpected(wasFirst ? "a member's name or '}'" : "a member's name");
        }

        if (!ScanString(out name))
        {
            return false;
        }

        if (Peek() != ':')
        {
            return FailExpected("':'");
        }

        position++;
        return true;
    }

    /// <summary>Skips white space. Returns what comes then, or 0 at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte Peek()
    {
        int at = position;
        if ((uint)at < (uint)json.Length)
        {
            byte next = json[at];
            if (next > ' ')
            {
                return next;
            }
        }

        return PeekPastSpace();
    }

    private byte PeekPastSpace()
    {
        while ((uint)position < (uint)json.Length)
        {
            byte next = json[position];
            if (next is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
            {
                return next;
            }

            position++;
        }

        return 0;
    }
}
