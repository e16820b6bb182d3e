using System.Text;

namespace Nika.Messaging;

/// <summary>
/// The names of a type's members, as data: what generated code needs where members do not come in the order they are written, or where there are so many that code for
/// each would be long.
/// </summary>
public sealed class MemberNames
{
    private const char BetweenMembers = '\n';
    private const char BetweenNames = '\t';

    private readonly string[] names;

    // Each name as it is written, ,"name": one behind the other, and where each ends.
    private readonly byte[] written;
    private readonly int[] ends;

    // A hash table with open addressing, never more than half full. The names are the type's own: nobody else chooses what collides.
    private readonly (byte[]? Name, int Member)[] slots;

    /// <summary>The names of all members.</summary>
    /// <param name="names">
    /// The members, separated by line feeds; each its name and then those it had before, separated by tabs, neither of which may be in a name. A member without a name is
    /// an empty text.
    /// </param>
    public MemberNames(string names)
    {
        ArgumentNullException.ThrowIfNull(names);
        string[] members = names.Split(BetweenMembers);
        this.names = new string[members.Length];
        ends = new int[members.Length];
        written = new byte[Encoding.UTF8.GetByteCount(names) + (members.Length * ",\"\":".Length)];
        slots = new (byte[]?, int)[Capacity(names)];
        int end = 0;
        for (int member = 0; member < members.Length; member++)
        {
            string[] ofMember = members[member].Split(BetweenNames);
            this.names[member] = ofMember[0];
            if (ofMember[0].Length > 0)
            {
                end += Encoding.UTF8.GetBytes($",\"{ofMember[0]}\":", written.AsSpan(end));
                foreach (string name in ofMember)
                {
                    Add(Encoding.UTF8.GetBytes(name), member);
                }
            }

            ends[member] = end;
        }
    }

    /// <summary>How many members there are, those without a name included.</summary>
    public int Count => names.Length;

    /// <summary>The name of a member.</summary>
    /// <param name="member">Its index.</param>
    public string this[int member] => names[member];

    /// <summary>Finds a member by one of its names.</summary>
    /// <param name="name">The name, unescaped.</param>
    /// <returns>Its index; -1 if there is none.</returns>
    public int IndexOf(ReadOnlySpan<byte> name)
    {
        for (int slot = Hash(name); ; slot++)
        {
            var (candidate, member) = slots[slot & (slots.Length - 1)];
            if (candidate is null)
            {
                return -1;
            }

            if (name.SequenceEqual(candidate))
            {
                return member;
            }
        }
    }

    /// <summary>A member as it is written behind another: <c>,"name":</c>. Empty for one without a name, and behind the last.</summary>
    internal ReadOnlySpan<byte> Written(int member)
    {
        if ((uint)member >= (uint)ends.Length)
        {
            return default;
        }

        int start = member == 0 ? 0 : ends[member - 1];
        return written.AsSpan(start, ends[member] - start);
    }

    private static int Capacity(string names)
    {
        int count = 1;
        foreach (char character in names)
        {
            count += character is BetweenMembers or BetweenNames ? 1 : 0;
        }

        return (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)count * 2);
    }

    /// <summary>Names of a type have a length, a beginning and an end in common at most in part.</summary>
    private static int Hash(ReadOnlySpan<byte> name) =>
        name.IsEmpty ? 0 : name.Length + (name[0] * 7) + (name[name.Length / 2] * 31) + (name[^1] * 131);

    private void Add(byte[] name, int member)
    {
        int slot = Hash(name);
        while (slots[slot & (slots.Length - 1)].Name is not null)
        {
            slot++;
        }

        slots[slot & (slots.Length - 1)] = (name, member);
    }
}
