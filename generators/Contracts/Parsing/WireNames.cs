using System.Text;

namespace Nika.Messaging.Contracts;

/// <summary>The names on the wire: how they are made and which are allowed.</summary>
internal static class WireNames
{
    /// <summary>The longest name in characters.</summary>
    public const int MaxLength = 128;

    public const string MessageRule = "lower-case letters and digits, words joined by '_', starting with a letter, at most 128 characters";

    public const string MemberRule = "1 to 128 characters, no quotes, backslashes or control characters";

    /// <summary>What the names of flags must be, besides.</summary>
    public const string FlagRule = MemberRule + ", no commas, no space at either end";

    /// <summary>A C# name in snake_case: <c>JobId</c> is <c>job_id</c>, <c>HTTPServer</c> is <c>http_server</c>.</summary>
    public static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (int i = 0; i < name.Length; i++)
        {
            char current = name[i];
            if (current == '_')
            {
                Separate(text);
                continue;
            }

            bool startsWord = char.IsUpper(current) && i > 0
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord)
            {
                Separate(text);
            }

            text.Append(char.ToLowerInvariant(current));
        }

        return text.ToString().TrimEnd('_');
    }

    /// <summary>Whether a message may be called this.</summary>
    public static bool IsMessageName(string name)
    {
        bool afterSeparator = true;
        foreach (char current in name)
        {
            bool isLetter = current is >= 'a' and <= 'z';
            bool isDigit = current is >= '0' and <= '9';
            if (!isLetter && !isDigit && (current != '_' || afterSeparator))
            {
                return false;
            }

            afterSeparator = current == '_';
        }

        return name.Length is > 0 and <= MaxLength && !afterSeparator && name[0] is >= 'a' and <= 'z';
    }

    /// <summary>Whether a member or an enum value may be called this: it needs no escaping in JSON.</summary>
    public static bool IsMemberName(string name)
    {
        foreach (char current in name)
        {
            if (char.IsControl(current) || char.IsSurrogate(current) || current is '"' or '\\')
            {
                return false;
            }
        }

        return name.Length is > 0 and <= MaxLength;
    }

    /// <summary>Whether a member's name is one that every tool takes as it is: ASCII letters, digits and a few signs. Its case is the author's.</summary>
    public static bool NeedsNoQuoting(string name)
    {
        foreach (char current in name)
        {
            bool isPlain = current is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-' or '.' or ':' or '/' or '$' or '@';
            if (!isPlain)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a value of a flags enum may be called this: several stand in one string, separated by commas.</summary>
    public static bool IsFlagName(string name) => name.IndexOf(',') < 0 && name.Trim().Length == name.Length;

    private static void Separate(StringBuilder text)
    {
        if (text.Length > 0 && text[text.Length - 1] != '_')
        {
            text.Append('_');
        }
    }
}
