using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Nika.Messaging.Generators.Emission;

/// <summary>Which members were read: one bit each, 64 to a variable.</summary>
internal static class SeenBits
{
    private const int Width = 64;

    /// <summary>Declares the variables.</summary>
    public static void Declare(IndentedWriter code, int members)
    {
        for (int i = 0; i * Width < members; i++)
        {
            code.Line($"ulong {Name(i)} = 0;");
        }
    }

    public static string IsSet(int member) => $"({Name(member / Width)} & {Bit(member)}) != 0";

    public static string IsClear(int member) => $"({Name(member / Width)} & {Bit(member)}) == 0";

    public static string Set(int member) => $"{Name(member / Width)} |= {Bit(member)};";

    /// <summary>Whether one of these members, at least, was not read.</summary>
    public static string AnyClear(IEnumerable<int> some) => string.Join(" || ", some.GroupBy(m => m / Width).Select(g =>
    {
        string mask = Hex(g.Aggregate(0UL, (bits, m) => bits | (1UL << (m % Width))));
        return $"({Name(g.Key)} & {mask}) != {mask}";
    }));

    private static string Name(int variable) => variable == 0 ? "seen" : "seen" + variable.ToString(CultureInfo.InvariantCulture);

    private static string Bit(int member) => Hex(1UL << (member % Width));

    private static string Hex(ulong bits) => "0x" + bits.ToString("X", CultureInfo.InvariantCulture) + "UL";
}
