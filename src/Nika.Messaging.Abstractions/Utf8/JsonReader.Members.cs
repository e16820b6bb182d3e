using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Nika.Messaging;

public ref partial struct JsonReader
{
    /// <summary>
    /// Goes to the next member of the open object if it stands there exactly as our writer writes it: the comma before it unless it is the first,
    /// the name in quotes and the colon, without white space, and if it is well below the limit of a text. Else nothing happens: call
    /// <see cref="NextMember(MemberNames, int)"/>. For generated code, which expects the members in the order they are written.
    /// </summary>
    /// <param name="text">A constant such as <c>,"name":</c>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryNextMember(scoped ReadOnlySpan<byte> text)
    {
        bool isFirst = text[0] != ',';
        if (first != isFirst || text.Length > maxTextBytes || !json[position..].StartsWith(text))
        {
            return false;
        }

        token = isFirst ? position : position + 1;
        position += text.Length;
        first = false;
        return true;
    }

    /// <summary>Closes the open object if its bracket is next, without white space. Else nothing happens: call <see cref="NextMember(MemberNames, int)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryEndObject()
    {
        if ((uint)position >= (uint)json.Length || json[position] != '}')
        {
            return false;
        }

        first = false;
        _ = End();
        return true;
    }

    /// <summary>Goes to the next member of the open object that the type knows, past its name and colon; others are skipped. Repeated ones are the caller's to refuse.</summary>
    /// <param name="members">The members.</param>
    /// <param name="expected">The index of the one that is written next: it is tried first. There need not be such a member.</param>
    /// <returns>Its index; -1 at the end of the object, which is then closed, or on a fault: see <see cref="Failed"/>.</returns>
    public int NextMember(MemberNames members, int expected)
    {
        if (IsWrittenNext(members, expected))
        {
            return expected;
        }

        while (NextMember(out var name))
        {
            int member = members.IndexOf(name);
            if (member >= 0)
            {
                return member;
            }

            if (!SkipValue())
            {
                break;
            }
        }

        return -1;
    }

    /// <summary>The same for a type that keeps the members it does not know.</summary>
    /// <param name="members">The members.</param>
    /// <param name="expected">The index of the one that is written next: it is tried first. There need not be such a member.</param>
    /// <param name="kept">The members kept so far.</param>
    /// <returns>Its index; -1 at the end of the object, which is then closed, or on a fault: see <see cref="Failed"/>.</returns>
    public int NextMember(MemberNames members, int expected, ref Dictionary<string, JsonElement>? kept)
    {
        if (IsWrittenNext(members, expected))
        {
            return expected;
        }

        while (NextMember(out var name))
        {
            int member = members.IndexOf(name);
            if (member >= 0)
            {
                return member;
            }

            if (!TryKeep(name, ref kept))
            {
                break;
            }
        }

        return -1;
    }

    private bool IsWrittenNext(MemberNames members, int expected)
    {
        ReadOnlySpan<byte> text = members.Written(expected);
        return !text.IsEmpty && TryNextMember(first ? text[1..] : text);
    }
}
