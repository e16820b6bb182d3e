using RepoAudit.Auditing.Languages;

namespace RepoAudit.Auditing;

/// <summary>A file's text with the kind of each byte, walked line by line.</summary>
public readonly ref struct SourceText
{
    /// <summary>Pairs a text with its kinds.</summary>
    /// <param name="bytes">UTF-8, without a byte order mark.</param>
    /// <param name="kinds">The kind of each byte.</param>
    /// <param name="language">The language it is in.</param>
    public SourceText(ReadOnlySpan<byte> bytes, ReadOnlySpan<ByteKind> kinds, Language language)
    {
        Bytes = bytes;
        Kinds = kinds;
        Language = language;
    }

    /// <summary>The text, UTF-8.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>The kind of each byte.</summary>
    public ReadOnlySpan<ByteKind> Kinds { get; }

    /// <summary>The language it is in.</summary>
    public Language Language { get; }

    /// <summary>Walks the physical lines. A text that ends with a line's end has no further, empty line.</summary>
    public LineEnumerator GetEnumerator() => new(Bytes);

    /// <summary>Whether a byte is white space: ASCII's, so a no-break space is not.</summary>
    /// <param name="value">The byte.</param>
    public static bool IsSpace(byte value) => value is (byte)' ' or (>= (byte)'\t' and <= (byte)'\r');

    /// <summary>Whether a byte can be part of a name: ASCII letters, digits and underscore, and every byte of other alphabets.</summary>
    /// <param name="value">The byte.</param>
    public static bool IsNamePart(byte value) => char.IsAsciiLetterOrDigit((char)value) || value == '_' || value >= 0x80;

    /// <summary>The ranges of the lines, their ends excluded.</summary>
    public ref struct LineEnumerator
    {
        private readonly ReadOnlySpan<byte> bytes;
        private int next;

        internal LineEnumerator(ReadOnlySpan<byte> bytes) => this.bytes = bytes;

        /// <summary>The current line.</summary>
        public Range Current { get; private set; }

        /// <summary>Goes to the next line.</summary>
        public bool MoveNext()
        {
            if (next >= bytes.Length)
            {
                return false;
            }

            int length = bytes[next..].IndexOf((byte)'\n');
            int end = length < 0 ? bytes.Length : next + length;
            Current = next..end;
            next = end + 1;
            return true;
        }
    }
}
