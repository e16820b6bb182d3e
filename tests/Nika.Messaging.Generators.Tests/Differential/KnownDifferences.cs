using System.Text;
using System.Text.RegularExpressions;

namespace Nika.Messaging.Generators.Tests.Differential;

/// <summary>Where we differ from System.Text.Json on purpose: the list in docs/wire-format.md, row by row.</summary>
internal static partial class KnownDifferences
{
    /// <summary>What our error says of a document that they read.</summary>
    private static readonly Regex[] Refused =
    [
        // In members that they skip they look at neither.
        Of("^Invalid UTF-8$"),
        Of("^A surrogate escape without its partner is no character$"),

        // They round, to infinity if need be.
        Of("is beyond the range of a (32|64)-bit floating-point number$"),
        Of("cannot be held exactly by a decimal$"),

        // They take a date or time without an offset as local, cut off what is shorter than 100 ns, and need no leading zeros; a version's numbers may have signs, spaces and zeros.
        Of("^Expected a date and time with an offset"),
        Of("^A time ends with its offset from UTC"),
        Of("^A fraction of a second has one digit at least"),
        Of("^Expected a time span of the form"),
        Of("^Expected a time of the form"),
        Of("^Expected a time in UTC"),
        Of("^Expected a version of the form .*found '[-+ 0-9.]*'"),

        // They skip white space in base64, and look at enums' names without regard to case and spaces around them.
        Of(@"^Expected base64 with padding, found '.*\s"),
        Of("^'.*' is no (Tone|Access)$"),

        // They take null as a default Memory or ImmutableArray.
        Of("^Expected base64 with padding, found null$"),
        Of("^Expected an array, found null$"),
    ];

    /// <summary>Whether they may read what we refuse for this reason.</summary>
    public static bool AreTheirsAlone(JsonError error) =>
        Refused.Any(reason => reason.IsMatch(error.Reason)) || (error.Reason.EndsWith(", found null", StringComparison.Ordinal) && InCollection().IsMatch(error.Path));

    /// <summary>Whether we may read what they refuse.</summary>
    public static bool AreOursAlone(byte[] document) => LongFraction().IsMatch(Encoding.Latin1.GetString(document));

    /// <summary>They look at nullability of members, not of what a list, set or dictionary holds.</summary>
    [GeneratedRegex(@"(\[\d+\]|\.(dictionary|immutable_dictionary|named)(\.\w+|\['.*'\]))$", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InCollection();

    private static Regex Of(string pattern) => new(pattern, RegexOptions.Singleline | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    [GeneratedRegex(@"\.\d{7}0", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LongFraction();
}
