using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Nika.Messaging.Abstractions.Tests.Utf8;

/// <summary>Runs properties: 2,000 cases each, or as many as the environment variable NIKA_FUZZ_CASES says.</summary>
internal static class Fuzz
{
    private static readonly int Cases = int.Parse(Environment.GetEnvironmentVariable("NIKA_FUZZ_CASES") ?? "2000", CultureInfo.InvariantCulture);

    public static void Check<T>(Gen<T> values, Action<T> property) =>
        Check(Arb.From(values), property);

    public static void Check<T>(Arbitrary<T> values, Action<T> property) =>
        Prop.ForAll(values, property).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(Cases).WithEndSize(200));

    /// <summary>Texts made of pieces, which shrink by leaving pieces out.</summary>
    public static Arbitrary<string[]> Pieces(params string[] pieces) => Arb.From(
        Gen.Elements(pieces).ArrayOf(),
        text => Enumerable.Range(0, text.Length).Select(at => text.Where((_, index) => index != at).ToArray()));

    /// <summary>Any 64 bits, all equally likely.</summary>
    public static Gen<long> Bits { get; } =
        from high in Gen.Choose(0, 0x1FFFFF)
        from middle in Gen.Choose(0, 0x1FFFFF)
        from low in Gen.Choose(0, 0x3FFFFF)
        select ((long)high << 43) | ((long)middle << 22) | (uint)low;

    /// <summary>Strings of all that is special: quotes, controls, two to four bytes in UTF-8, lone surrogates too.</summary>
    public static Gen<string> Strings { get; } = Gen.OneOf(
        Gen.Elements('a', ' ', '7', '\u007f'),
        Gen.Elements('a', 'b', '"', '\\', '/', '<', '\n', '\0', '\u001f'),
        Gen.Choose(0x20, 0x7E).Select(c => (char)c),
        Gen.Choose(0x80, 0x7FF).Select(c => (char)c),
        Gen.Choose(0x800, 0xFFFF).Select(c => (char)c),
        Gen.Elements('\ud83d', '\ude00', '\ud800', '\udfff', '\uFEFF', '\u2028'))
        .ArrayOf().Select(characters => new string(characters));
}
