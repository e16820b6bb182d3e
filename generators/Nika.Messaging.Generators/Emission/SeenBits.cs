using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Nika.Messaging.Generators.Emission;

/// <summary>Which members were read: one bit each, in a variable, or in several on the stack if 64 are not enough.</summary>
/// <param name="members">How many members there are.</param>
internal sealed class SeenBits(int members)
{
    private const int Width = 64;

    private bool IsArray => members > Width;

    /// <summary>Whether the member whose index is in the variable <c>member</c> was read.</summary>
    public string IsCurrentSet => $"({Current} & (1UL << member)) != 0";

    /// <summary>Notes that it was.</summary>
    public string SetCurrent => $"{Current} |= 1UL << member;";

    private string Current => IsArray ? "seen[member / 64]" : "seen";

    /// <summary>Declares the variable.</summary>
    public void Declare(IndentedWriter code)
    {
        if (members > 0)
        {
            code.Line(IsArray ? $"global::System.Span<ulong> seen = stackalloc ulong[{((members + Width - 1) / Width).Invariant()}];" : "ulong seen = 0;");
        }
    }

    public string IsClear(int member) => $"({Word(member / Width)} & {Hex(1UL << (member % Width))}) == 0";

    public string Set(int member) => $"{Word(member / Width)} |= {Hex(1UL << (member % Width))};";

    /// <summary>Whether one of these members, at least, was not read.</summary>
    public string AnyClear(IEnumerable<int> some) => string.Join(" || ", some.GroupBy(m => m / Width).Select(g =>
    {
        string mask = Mask(g);
        return $"({Word(g.Key)} & {mask}) != {mask}";
    }));

    /// <summary>Prints what happens if one of these members was not read: <paramref name="fail"/>, given the expression that is its index.</summary>
    public void IfAnyClear(IndentedWriter code, IEnumerable<int> some, Action<string> fail)
    {
        foreach (var word in some.GroupBy(m => m / Width))
        {
            string missing = "missing" + (word.Key == 0 ? "" : word.Key.Invariant());
            code.Line($"ulong {missing} = {Mask(word)} & ~{Word(word.Key)};");
            code.Open($"if ({missing} != 0)");
            fail((word.Key == 0 ? "" : (word.Key * Width).Invariant() + " + ") + $"global::System.Numerics.BitOperations.TrailingZeroCount({missing})");
            code.Close();
            code.Line();
        }
    }

    private string Word(int index) => IsArray ? $"seen[{index.Invariant()}]" : "seen";

    private static string Mask(IEnumerable<int> some) => Hex(some.Aggregate(0UL, (bits, m) => bits | (1UL << (m % Width))));

    private static string Hex(ulong bits) => "0x" + bits.ToString("X", CultureInfo.InvariantCulture) + "UL";
}
