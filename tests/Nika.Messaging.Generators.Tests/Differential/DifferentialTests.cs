using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Nika.Messaging.Generators.Tests.Messages;

namespace Nika.Messaging.Generators.Tests.Differential;

/// <summary>
/// Our writers and readers against System.Text.Json on random values and documents: 100,000 cases over the three tests, or as many as the environment variable
/// NIKA_FUZZ_CASES says; NIKA_FUZZ_SEED gives others. Where the two differ on purpose is listed in <see cref="KnownDifferences"/> and docs/wire-format.md.
/// </summary>
public sealed class DifferentialTests
{
    private static readonly int Cases = Setting("NIKA_FUZZ_CASES", 100_000);
    private static readonly int Seed = Setting("NIKA_FUZZ_SEED", 20261125);

    private static readonly IComparison[] Types =
    [
        new Comparison<AnyScalars>(r => r.Scalars()),
        new Comparison<PerhapsScalars>(r => r.PerhapsScalars()),
        new Comparison<AnyCollections>(r => r.Collections()),
        new Comparison<AnyTree>(r => r.Tree(4)),
        new Comparison<AnyRow>(r => r.Row()),
        new Comparison<AnyWide>(r => r.Wide()),
    ];

    private static readonly Gen<(IComparison Type, int Seed)> Values =
        from type in Gen.Elements(Types)
        from seed in Gen.Choose(0, int.MaxValue)
        select (type, seed);

    [Fact]
    public void What_one_writes_the_other_reads_to_an_equal_value() =>
        Check(Cases * 4 / 10, Arb.From(Values), value => value.Type.BothWays(value.Seed));

    [Fact]
    public void Changed_documents_are_read_alike_or_the_difference_is_known()
    {
        int read = 0, refused = 0;
        Check(
            Cases * 5 / 10,
            Documents(Values.Select(v => (v.Type, v.Type.Mutated(v.Seed)))),
            d => _ = d.Type.SameVerdict(d.Bytes) ? read++ : refused++);
        Assert.True(read > Cases / 40 && refused > Cases / 40, $"{read} read, {refused} refused: the test is blunt");
    }

    [Fact]
    public void Random_bytes_are_refused_by_both() =>
        Check(
            Cases / 10,
            Documents(Values.Select(v => (v.Type, new RandomValues(v.Seed).Bytes()))),
            d => d.Type.SameVerdict(d.Bytes));

    /// <summary>Failing documents are shown as short as they can be made: pieces are left out as long as it still fails.</summary>
    private static Arbitrary<(IComparison Type, byte[] Bytes)> Documents(Gen<(IComparison Type, byte[] Bytes)> documents) => Arb.From(documents, Shorter);

    private static IEnumerable<(IComparison Type, byte[] Bytes)> Shorter((IComparison Type, byte[] Bytes) document)
    {
        for (int length = document.Bytes.Length / 2; length > 0; length /= 2)
        {
            for (int at = 0; at + length <= document.Bytes.Length; at += length)
            {
                yield return (document.Type, [.. document.Bytes[..at], .. document.Bytes[(at + length)..]]);
            }
        }
    }

    private static void Check<T>(int cases, Arbitrary<T> values, Action<T> property)
    {
        const ulong Odd = 0x9E3779B97F4A7C15;
        Prop.ForAll(values, property).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(cases).WithReplay((ulong)Seed, Odd));
    }

    private static int Setting(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
