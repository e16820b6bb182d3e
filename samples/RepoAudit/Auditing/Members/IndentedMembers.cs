using System.Text;
using RepoAudit.Auditing.Languages;

namespace RepoAudit.Auditing.Members;

/// <summary>
/// Members by indentation (Python): from <c>def</c> or <c>async def</c> to the last line of code that is indented deeper. Lines that continue
/// an earlier one - inside brackets, a string over several lines, after a backslash - belong to it whatever their indentation. A tab counts
/// as eight columns. Nested functions belong to the outer one.
/// </summary>
internal static class IndentedMembers
{
    private const int TabWidth = 8;

    public static MemberSpan? FindLongest(SourceText text)
    {
        MemberSpan? longest = null;
        (string Name, int Indent, int Line)? open = null;
        int number = 0;
        int lastCode = 0;
        int brackets = 0;
        bool continued = false;
        foreach (Range line in text)
        {
            number++;
            ReadOnlySpan<byte> bytes = text.Bytes[line];
            ReadOnlySpan<ByteKind> kinds = text.Kinds[line];
            int start = 0;
            int indent = 0;
            while (start < bytes.Length && SourceText.IsSpace(bytes[start]))
            {
                indent = bytes[start++] == '\t' ? (indent / TabWidth + 1) * TabWidth : indent + 1;
            }

            int lineStart = line.Start.Value;
            bool inString = lineStart > 0 && text.Kinds[lineStart - 1] == ByteKind.Literal;
            if (!inString && (start == bytes.Length || kinds[start] == ByteKind.Comment))
            {
                continue;
            }

            if (!inString && !continued && brackets == 0)
            {
                if (open is { } member && indent <= member.Indent)
                {
                    longest = Longer(longest, member.Name, member.Line, lastCode);
                    open = null;
                }

                if (open is null && DefinedName(bytes[start..]) is { } name)
                {
                    open = (name, indent, number);
                }
            }

            brackets = Math.Max(0, brackets + Balance(bytes, kinds));
            continued = bytes.TrimEnd("\r "u8) is [.., (byte)'\\'] && kinds[bytes.TrimEnd("\r "u8).Length - 1] == ByteKind.Code;
            if (!inString || start < bytes.Length)
            {
                lastCode = number;
            }
        }

        return open is { } last ? Longer(longest, last.Name, last.Line, lastCode) : longest;
    }

    private static MemberSpan Longer(MemberSpan? longest, string name, int first, int last) =>
        longest is null || last - first + 1 > longest.Lines ? new MemberSpan(name, first, last - first + 1) : longest;

    private static string? DefinedName(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("async "u8))
        {
            line = line["async "u8.Length..].TrimStart(" \t"u8);
        }

        if (!line.StartsWith("def "u8))
        {
            return null;
        }

        line = line["def "u8.Length..].TrimStart(" \t"u8);
        int length = 0;
        while (length < line.Length && SourceText.IsNamePart(line[length]))
        {
            length++;
        }

        return length == 0 ? "?" : Encoding.UTF8.GetString(line[..length]);
    }

    private static int Balance(ReadOnlySpan<byte> bytes, ReadOnlySpan<ByteKind> kinds)
    {
        int balance = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            if (kinds[i] == ByteKind.Code)
            {
                balance += bytes[i] switch
                {
                    (byte)'(' or (byte)'[' or (byte)'{' => 1,
                    (byte)')' or (byte)']' or (byte)'}' => -1,
                    _ => 0,
                };
            }
        }

        return balance;
    }
}
