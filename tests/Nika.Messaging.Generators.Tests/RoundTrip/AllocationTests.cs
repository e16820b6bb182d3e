using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using Nika.Messaging.Generators.Tests.Differential;
using Nika.Messaging.Generators.Tests.Messages;

namespace Nika.Messaging.Generators.Tests.RoundTrip;

/// <summary>Writing allocates nothing; reading allocates what a copy of the value would, and ids not even that. Measured on the test's own thread.</summary>
public sealed class AllocationTests
{
    private const int Rounds = 200;

    // Until the framework's generic code for these types is compiled with optimization, some of it boxes; that comes 100 ms after the 30th call at the soonest.
    private const int Attempts = 2_000;

    private static readonly UsualShape Usual = new(
        new JobId("job-0042"), "task-000123", 17, "review", "seventeen members were looked at", 0.8125, 48_213, true, new("0198c0de-0000-7000-8000-0000000000a1"), 2);

    private static readonly NestedShape Nested = new("nested", [.. Enumerable.Range(0, 100).Select(i => new StepShape(i, "step-" + i, i / 8.0))], ["a", "b", "c"]);

    private static readonly NestedShape Escapes = new(string.Concat(Enumerable.Repeat("a \"quoted\" word,\n\u0001 and a \\path; ", 50)), [], []);

    private static readonly NestedShape NotAscii = new(string.Concat(Enumerable.Repeat("Zażółć gęślą jaźń; проверка; 文字化けのない; \ud83d\ude00 ", 20)), [], []);

    private static readonly NumbersShape Numbers = new(1, 42, -17_204, 48_213, -9_007_199_254_740_993, 18_000_000_000_000_000_000, 0.8125, 1234.5, 3.141592653589793, 19.99m, 1024, 7, 0.1f);

    private static readonly CountersShape Counters = new("counters", Enumerable.Range(0, 20).ToDictionary(i => "tool-" + i, i => i * 37, StringComparer.Ordinal));

    [Fact]
    public void Writing_allocates_nothing()
    {
        Writes(Usual);
        Writes(Nested);
        Writes(Escapes);
        Writes(NotAscii);
        Writes(Numbers);
        Writes(Counters);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Writing_any_value_allocates_nothing(int seed)
    {
        var random = new RandomValues(seed);
        Writes(random.Scalars());
        Writes(random.PerhapsScalars());
        Writes(random.Collections());
        Writes(random.Tree(4));
        Writes(random.Row());
        Writes(random.Wide());
    }

    [Fact]
    public void Collections_behind_interfaces_are_gone_through_without_an_enumerator_object()
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal) { ["a"] = 1, ["b"] = 2 };
        HashSet<string> names = ["x", "y"];
        Writes(new InterfacesShape(counts, names, new List<int> { 1, 2 }));
        Writes(new InterfacesShape(counts.ToImmutableDictionary(), names.ToImmutableHashSet(), ImmutableArray.Create(1, 2)));
        Writes(new InterfacesShape(counts.ToFrozenDictionary(), names.ToFrozenSet(), (int[])[1, 2]));
    }

    [Fact]
    public void Collections_behind_interfaces_are_written_whatever_they_are()
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal) { ["a"] = 1, ["b"] = 2 };
        HashSet<string> names = ["x", "y"];
        const string Json = """{"counts":{"a":1,"b":2},"names":["x","y"],"numbers":[1,2]}""";
        Assert.Equal(Json, Wire.Json(new InterfacesShape(counts, names, [1, 2])));
        Assert.Equal(Json, Wire.Json(new InterfacesShape(new SortedDictionary<string, int>(counts), new SortedSet<string>(names), [1, 2])));
        Assert.Equal(Json, Wire.Json(new InterfacesShape(counts.ToImmutableSortedDictionary(), names.ToImmutableSortedSet(), [1, 2])));
        Assert.Equal(Json.Length, Wire.Json(new InterfacesShape(counts.ToImmutableDictionary(), names.ToImmutableHashSet(), [1, 2])).Length);
        Assert.Equal(Json.Length, Wire.Json(new InterfacesShape(counts.ToFrozenDictionary(), names.ToFrozenSet(), [1, 2])).Length);
    }

    [Fact]
    public void Reading_allocates_what_a_copy_does()
    {
        Reads(Usual, v => new(v.JobId, New(v.EntityId), v.Step, New(v.Kind), New(v.Summary), v.Score, v.Tokens, v.Done, v.TraceId, v.Attempt), floats: 1);
        Reads(Nested, Copy, floats: 100);
        Reads(Escapes, Copy);
        Reads(NotAscii, Copy);
        Reads(Numbers, v => v with { }, floats: 4);
        Reads(Counters, v =>
        {
            // It grows as it does where nobody knows how many come.
            var counts = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var (name, count) in v.Counts)
            {
                counts.Add(New(name), count);
            }

            return new(New(v.Name), counts);
        });
    }

    private static NestedShape Copy(NestedShape of)
    {
        var steps = of.Steps.Length == 0 ? [] : new StepShape[of.Steps.Length];
        for (int i = 0; i < steps.Length; i++)
        {
            steps[i] = new(of.Steps[i].Number, New(of.Steps[i].Name), of.Steps[i].Score);
        }

        var notes = new List<string>(of.Notes.Count);
        foreach (string note in of.Notes)
        {
            notes.Add(New(note));
        }

        return new(New(of.Name), steps, notes);
    }

    private static string New(string text) => new(text.AsSpan());

    private static void Writes<T>(T value)
        where T : IMessagePart<T>
    {
        var buffer = new Utf8Buffer();
        AssertSettles(() => 0, () => Allocated(Rounds, Write));

        int Write()
        {
            buffer.Clear();
            var writer = new Utf8Writer(buffer);
            T.WriteJson(in value, ref writer);
            writer.Complete();
            return buffer.Length;
        }
    }

    /// <summary>A debug build alone makes an object of the table of powers of ten, each time it is looked into.</summary>
    private static long DebugBytesOfFloat()
    {
#if DEBUG
        return Allocated(1, () => new JsonReader("0.5"u8).TryReadDouble(out _));
#else
        return 0;
#endif
    }

    private static void Reads<T>(T value, Func<T, T> copy, int floats = 0)
        where T : class, IMessagePart<T>
    {
        byte[] json = Encoding.UTF8.GetBytes(Wire.Json(value));
        AssertSettles(() => Allocated(Rounds, () => copy(value)) + (Rounds * floats * DebugBytesOfFloat()), () => Allocated(Rounds, Read));

        T Read()
        {
            var reader = new JsonReader(json);
            return T.TryReadJson(ref reader, out var read) && reader.ReadEnd() ? read : throw new InvalidOperationException(reader.Error.ToString());
        }
    }

    private static void AssertSettles(Func<long> expected, Func<long> actual)
    {
        for (int i = 0; i < Attempts && expected() != actual(); i++)
        {
        }

        Assert.Equal(expected(), actual());
    }

    private static long Allocated<T>(int times, Func<T> make)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < times; i++)
        {
            _ = make();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
