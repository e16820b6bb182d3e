using System.Collections.Generic;

namespace Nika.Messaging.Analyzers;

/// <summary>Paths as the baseline writes them: <c>m.steps[].name</c>, a name with other characters in quotes.</summary>
internal static class SchemaPath
{
    public static string Segment(string name)
    {
        foreach (char current in name)
        {
            if (current is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-' or '$' or '@' or '/'))
            {
                return "\"" + name + "\"";
            }
        }

        return name;
    }

    /// <summary>The wire name of the message that a key is, or is inside of.</summary>
    public static string MessageOf(string key) => key.IndexOf('.') is >= 0 and var end ? key.Substring(0, end) : key;

    /// <summary>Whether the key is that of a value of an enum.</summary>
    public static bool IsValue(string key) => Separators(key, '=').Count > 0;

    /// <summary>The fields that a line is inside of, and its message: what changes them changes it.</summary>
    public static IEnumerable<string> ParentsOf(string key)
    {
        foreach (int end in Separators(key, '.', '='))
        {
            yield return key.Substring(0, end).TrimEnd('[', ']', '{', '}');
        }
    }

    private static List<int> Separators(string key, params char[] separators)
    {
        var found = new List<int>();
        bool isQuoted = false;
        for (int i = 0; i < key.Length; i++)
        {
            isQuoted ^= key[i] == '"';
            if (!isQuoted && System.Array.IndexOf(separators, key[i]) >= 0)
            {
                found.Add(i);
            }
        }

        return found;
    }
}
