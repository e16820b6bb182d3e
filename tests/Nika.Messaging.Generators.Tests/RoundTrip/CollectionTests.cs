using System.Collections.Frozen;
using System.Collections.Immutable;
using Nika.Messaging.Generators.Tests.Messages;

namespace Nika.Messaging.Generators.Tests.RoundTrip;

public sealed class CollectionTests
{
    private static readonly Guid Id = new("0197a3f2-0000-7000-8000-000000000001");

    private static readonly Collections Full = new(
        new() { ["one"] = 1, ["a \"b\" é\n"] = 2 },
        new Dictionary<string, string?> { ["x"] = null, [""] = "y" },
        ImmutableDictionary<string, Mood>.Empty.Add("m", Mood.Burning),
        new Dictionary<string, Leaf> { ["l"] = new(1, null) }.ToFrozenDictionary(),
        new() { ["d"] = [new() { ["e"] = null, ["f"] = 3 }, []] },
        ["n"],
        new HashSet<int> { 1, 2 },
        [Id],
        new[] { new DeskId("d1") }.ToFrozenSet(),
        new byte[] { 1, 2, 3 },
        new[] { 4, 5 },
        new[] { "w" },
        [[[1, 2], []], []]);

    [Fact]
    public void Every_collection_comes_back()
    {
        const string Json =
            """{"counts":{"one":1,"a \"b\" é\n":2},"texts":{"x":null,"":"y"},"moods":{"m":"ON-FIRE"},"leaves":{"l":{"number":1,"text":null}},"deep":{"d":[{"e":null,"f":3},{}]},"names":["n"],"numbers":[1,2],"guids":["0197a3f2-0000-7000-8000-000000000001"],"desks":["d1"],"bytes":"AQID","samples":[4,5],"words":["w"],"cube":[[[1,2],[]],[]]}""";
        string json = Wire.Json(Full);
        Assert.Equal(Json, json);
        var read = Wire.Read<Collections>(json);
        Assert.Equal(Json, Wire.Json(read));
        Assert.Equal(Full.Counts, read.Counts);
        Assert.Equal(Full.Leaves, read.Leaves);
        Assert.Equal(Full.Numbers, read.Numbers);
        Assert.Equal(Full.Samples.ToArray(), read.Samples.ToArray());
        Assert.Equal([new DeskId("d1")], read.Desks);
    }

    [Fact]
    public void Equal_elements_of_a_set_become_one() =>
        Assert.Equal(["a", "b"], Wire.Read<Collections>(Replaced("""["n"]""", """["a","b","a"]""")).Names.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("\"one\":1", "\"one\":1,\"one\":2", "$.counts.one", "twice")]
    [InlineData("\"one\":1", "\"one\":1,\"\\u006fne\":2", "$.counts.one", "twice")]
    [InlineData("\"one\":1", "\"one\":null", "$.counts.one", "null")]
    [InlineData("\"f\":3", "\"f\":3.5", "$.deep.d[0].f", "3.5")]
    [InlineData("[1,2],[]", "[1,2],[null]", "$.cube[0][1][0]", "null")]
    [InlineData("[\"n\"]", "[null]", "$.names[0]", "null")]
    [InlineData("[\"d1\"]", "[\"d 1\"]", "$.desks[0]", "d 1")]
    [InlineData("{\"l\":{", "{\"l\":{\"number\":2,", "$.leaves.l.number", "twice")]
    [InlineData("{\"one\"", "{one", "$.counts", "name")]
    [InlineData("\"leaves\":{", "\"leaves\":[", "$.leaves", "object")]
    public void A_fault_is_named_by_its_path(string valid, string wrong, string path, string reason)
    {
        var error = Wire.ReadError<Collections>(Replaced(valid, wrong));
        Assert.Equal(path, error.Path);
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_no_reader_would_take_is_not_written()
    {
        Assert.Equal("A name with half of a surrogate pair has no JSON form", Wire.WriteError(Full with { Counts = new() { ["a\udc00"] = 1 } }));
        Assert.Null(Wire.WriteError(Full with { Counts = new() { ["a\ud83d\ude00é"] = 1 } }));
        Assert.Equal("counts is null", Wire.WriteError(Full with { Counts = null! }));
        Assert.Equal("names is null", Wire.WriteError(Full with { Names = [null!] }));
        Assert.Equal("desks is a default id", Wire.WriteError(Full with { Desks = new[] { default(DeskId) }.ToFrozenSet() }));
    }

    private static string Replaced(string valid, string wrong)
    {
        string json = Wire.Json(Full);
        Assert.Contains(valid, json, StringComparison.Ordinal);
        return json.Replace(valid, wrong, StringComparison.Ordinal);
    }
}
