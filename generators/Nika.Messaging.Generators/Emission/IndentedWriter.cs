using System.Text;

namespace Nika.Messaging.Generators.Emission;

/// <summary>Text in lines and blocks, with LF on every machine.</summary>
internal sealed class IndentedWriter
{
    private readonly StringBuilder text = new();
    private int depth;

    public void Line() => text.Append('\n');

    public void Line(string line) => text.Append(' ', depth * 4).Append(line).Append('\n');

    /// <summary>Writes a label, which stands one step to the left.</summary>
    public void Label(string name) => text.Append(' ', (depth - 1) * 4).Append(name).Append(":\n");

    /// <summary>Writes the line and opens a block under it.</summary>
    public void Open(string line)
    {
        Line(line);
        Line("{");
        depth++;
    }

    /// <summary>Opens a block.</summary>
    public void Open()
    {
        Line("{");
        depth++;
    }

    /// <summary>Closes a block. An empty line before the brace goes.</summary>
    public void Close(string after = "")
    {
        if (text.Length > 1 && text[text.Length - 1] == '\n' && text[text.Length - 2] == '\n')
        {
            text.Length--;
        }

        depth--;
        Line("}" + after);
    }

    /// <summary>Indents what follows, without braces: the sections of a switch.</summary>
    public void Indent() => depth++;

    /// <summary>Ends <see cref="Indent"/>.</summary>
    public void Outdent() => depth--;

    /// <summary>Where the next line begins, for <see cref="Insert"/>.</summary>
    public int Position => text.Length;

    /// <summary>Writes a line at an earlier position: a declaration of which only what follows shows whether it is needed.</summary>
    public void Insert(int position, string line) => text.Insert(position, new string(' ', depth * 4) + line + "\n");

    public override string ToString() => text.ToString();
}
