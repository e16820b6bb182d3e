using System.Globalization;
using System.Text;

namespace Nika.Messaging;

/// <summary>Finds where in a document a fault lies, afterwards: a reader keeps no path while all goes well.</summary>
internal static class JsonPath
{
    /// <summary>The document itself.</summary>
    public const string Root = "$";

    /// <summary>The names and indexes that are open at an offset.</summary>
    /// <param name="document">The document; well formed before the offset, whatever comes after.</param>
    /// <param name="reach">The offset.</param>
    /// <returns>A path such as <c>$.steps[3].name</c>. A name that is no identifier stands as <c>['…']</c>, a long one is shortened.</returns>
    public static string Render(ReadOnlySpan<byte> document, int reach)
    {
        var open = new Stack<Level>();
        Level level = default;
        for (int at = 0; at < reach && at < document.Length; at++)
        {
            switch (document[at])
            {
                case (byte)'{' or (byte)'[':
                    open.Push(level);
                    level = new Level { IsArray = document[at] == '[', IsObject = document[at] == '{' };
                    break;
                case (byte)'}' or (byte)']':
                    open.TryPop(out level);
                    break;
                case (byte)',':
                    level.Index++;
                    level.HasName = false;
                    break;
                case (byte)'"':
                    int start = at + 1;
                    at = End(document, start);
                    if (level.IsObject && !level.HasName && at < reach)
                    {
                        level.HasName = true;
                        level.Name = start..at;
                    }

                    break;
            }
        }

        var path = new StringBuilder(Root);
        open.Push(level);
        foreach (Level part in open.Reverse())
        {
            Append(path, part, document);
        }

        return path.ToString();
    }

    /// <summary>Where the closing quote is.</summary>
    private static int End(ReadOnlySpan<byte> document, int at)
    {
        while (at < document.Length && document[at] != '"')
        {
            at += document[at] == '\\' ? 2 : 1;
        }

        return at;
    }

    private static void Append(StringBuilder path, Level level, ReadOnlySpan<byte> document)
    {
        if (level.IsArray)
        {
            path.Append('[').Append(level.Index.ToString(CultureInfo.InvariantCulture)).Append(']');
        }
        else if (level.HasName)
        {
            ReadOnlySpan<byte> raw = document[level.Name];
            Span<byte> name = new byte[raw.Length];
            string shown = ShownText.Of(name[..JsonEscapes.Unescape(raw, name)]);
            bool identifier = shown.Length > 0 && !char.IsAsciiDigit(shown[0]) && shown.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
            path.Append(identifier ? "." : "['").Append(shown).Append(identifier ? "" : "']");
        }
    }

    /// <summary>An open array or object; the outermost level is neither, but the document.</summary>
    private struct Level
    {
        public bool IsArray;
        public bool IsObject;
        public bool HasName;
        public int Index;
        public Range Name;
    }
}
