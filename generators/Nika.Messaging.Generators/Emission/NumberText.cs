using System.Globalization;

namespace Nika.Messaging.Generators.Emission;

/// <summary>Numbers in emitted code.</summary>
internal static class NumberText
{
    public static string Invariant(this int value) => value.ToString(CultureInfo.InvariantCulture);
}
