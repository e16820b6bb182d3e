using RepoAudit.Auditing.Languages;

namespace RepoAudit.Auditing.Members;

/// <summary>
/// Members by braces: the outermost block that is no type and no namespace, from the first line of what stands before its brace - the header:
/// attributes, signature - to the line of the closing one. Properties with bodies and initialisers in braces are members too; bodies without
/// braces (<c>=></c>) are not seen, nor is a block that is never closed. Types and namespaces are known by a word in the header; see <see cref="Header"/>.
/// </summary>
internal ref struct BracedMembers
{
    private readonly SourceText text;
    private readonly bool newlinesEnd;
    private MemberSpan? longest;
    private string name = "?"; // of the member begun last; what follows its block without a name of its own (an initialiser) is still it
    private int number = 1;
    private int headerStart = -1; // where the current header begins; -1: not yet
    private int headerLine;
    private bool headerMayEnd;
    private int parentheses;
    private int types; // types and namespaces open around the current place
    private int blocks; // blocks open inside them: 1 is a member or a statement, more are inside it
    private int memberLine;
    private bool isMember;

    private BracedMembers(SourceText text)
    {
        this.text = text;
        newlinesEnd = text.Language.Members == MemberStyle.BracesAndNewlines;
    }

    public static MemberSpan? FindLongest(SourceText text)
    {
        var finder = new BracedMembers(text);
        finder.Run();
        return finder.longest;
    }

    private void Run()
    {
        bool lineStart = true;
        for (int i = 0; i < text.Bytes.Length; i++)
        {
            byte value = text.Bytes[i];
            if (value == '\n')
            {
                number++;
                lineStart = true;
                headerMayEnd = newlinesEnd && parentheses == 0;
                continue;
            }

            if (SourceText.IsSpace(value) || text.Kinds[i] == ByteKind.Comment)
            {
                continue;
            }

            if (lineStart && value == '#' && text.Language.Preprocessor && text.Kinds[i] == ByteKind.Code)
            {
                i = EndOfDirective(i);
                continue;
            }

            lineStart = false;
            Take(i, text.Kinds[i] == ByteKind.Code ? value : (byte)'"');
        }
    }

    private void Take(int index, byte value)
    {
        if (blocks > 0)
        {
            blocks += value switch { (byte)'{' => 1, (byte)'}' => -1, _ => 0 };
            if (blocks == 0)
            {
                CloseMember();
            }

            return;
        }

        if (headerMayEnd)
        {
            headerMayEnd = false;
            if (!ContinuesHeader(value))
            {
                headerStart = -1;
            }
        }

        switch (value)
        {
            case (byte)'{':
                OpenBlock(index);
                break;
            case (byte)'}':
                types = Math.Max(0, types - 1);
                ResetHeader();
                break;
            case (byte)';' when parentheses == 0:
                ResetHeader();
                break;
            default:
                parentheses = Math.Max(0, parentheses + value switch { (byte)'(' => 1, (byte)')' => -1, _ => 0 });
                if (headerStart < 0)
                {
                    headerStart = index;
                    headerLine = number;
                }

                break;
        }
    }

    private void OpenBlock(int index)
    {
        Header header = headerStart < 0 ? default : Header.Read(text, headerStart..index);
        if (header.Kind == HeaderKind.Type)
        {
            types++;
            ResetHeader();
            return;
        }

        blocks = 1;
        isMember = header.Kind == HeaderKind.Member;
        memberLine = headerStart < 0 ? number : headerLine;
        name = header.Name ?? name;
    }

    private void CloseMember()
    {
        int lines = number - memberLine + 1;
        if (isMember && lines > (longest?.Lines ?? 0))
        {
            longest = new MemberSpan(name, memberLine, lines);
        }

        headerStart = -1; // not the parentheses: the block may have been an argument
    }

    private void ResetHeader()
    {
        headerStart = -1;
        parentheses = 0;
    }

    // Where a line's end can end a statement, a header goes on if the next line cannot begin one.
    private static bool ContinuesHeader(byte value) => value is (byte)'{' or (byte)':' or (byte)'=' or (byte)',' or (byte)'.' or (byte)')' or (byte)'-' or (byte)'<' or (byte)'>';

    private int EndOfDirective(int index)
    {
        while (index < text.Bytes.Length && text.Bytes[index] != '\n')
        {
            bool continued = text.Bytes[index] == '\\' && (text.Bytes[(index + 1)..].StartsWith("\n"u8) || text.Bytes[(index + 1)..].StartsWith("\r\n"u8));
            if (continued)
            {
                index = text.Bytes[index..].IndexOf((byte)'\n') + index;
                number++;
            }

            index++;
        }

        return index - 1; // the line's end is for the caller
    }
}
