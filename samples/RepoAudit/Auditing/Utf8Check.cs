using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace RepoAudit.Auditing;

/// <summary>Strict UTF-8: no overlong forms, no surrogates, nothing cut off.</summary>
public static class Utf8Check
{
    /// <summary>Finds the first byte that is not UTF-8.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>Its offset, or -1 if there is none.</returns>
    public static int FindInvalid(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            return -1;
        }

        int offset = 0;
        while (Rune.DecodeFromUtf8(bytes[offset..], out _, out int consumed) == OperationStatus.Done)
        {
            offset += consumed;
        }

        return offset;
    }
}
