using System.Collections.Immutable;
using System.Text.Json;
using Nika.Messaging.Generators.Tests.Messages;

namespace Nika.Messaging.Generators.Tests.RoundTrip;

public sealed class DepthTests
{
    [Fact]
    public void A_tree_is_as_deep_as_its_limit_and_no_deeper()
    {
        var four = Nested(4);
        Assert.Equal(Wire.Json(four), Wire.Json(Wire.Read<Tree>(Wire.Json(four))));

        Assert.Equal("Tree is nested deeper than its limit of 4", Wire.WriteError(Nested(5)));
        string json = Wire.Json(four).Replace("\"children\":[],\"named\":null}]", "\"children\":[{\"name\":\"\",\"children\":[]}],\"named\":null}]", StringComparison.Ordinal);
        var error = Wire.ReadError<Tree>(json);
        Assert.Equal("Tree is nested deeper than its limit of 4", error.Reason);
        Assert.Equal("$.children[0].children[0].children[0].children[0]", error.Path);
    }

    [Fact]
    public void Siblings_do_not_count()
    {
        var leaf = new Tree("", []);
        var wide = new Tree("", [leaf, new Tree("", [leaf, leaf], new() { ["a"] = leaf, ["b"] = leaf }), leaf]);
        Assert.Equal(Wire.Json(wide), Wire.Json(Wire.Read<Tree>(Wire.Json(wide))));
    }

    [Fact]
    public void An_object_that_contains_itself_ends()
    {
        var named = new Dictionary<string, Tree>();
        var tree = new Tree("", [], named);
        named.Add("me", tree);
        Assert.Equal("Tree is nested deeper than its limit of 4", Wire.WriteError(tree));
    }

    [Fact]
    public void Of_two_types_around_one_another_one_limit_is_enough()
    {
        var three = new Chicken(new Egg(new Chicken(new Egg(new Chicken(new Egg(null))))));
        Assert.Equal(three, Wire.Read<Chicken>(Wire.Json(three)));
        Assert.Equal("Chicken is nested deeper than its limit of 3", Wire.WriteError(new Chicken(new Egg(three))));
    }

    [Fact]
    public void Json_inside_counts_from_the_outermost_object()
    {
        // One level is the message's own.
        var fits = new Scalars('a', DateTime.UnixEpoch, default, new Uri("up", UriKind.Relative), new Version(1, 0), default, Arrays(JsonReader.DefaultMaxDepth - 1));
        Assert.Equal(Wire.Json(fits), Wire.Json(Wire.Read<Scalars>(Wire.Json(fits))));
        Assert.Contains("deeper", Wire.WriteError(fits with { Any = Arrays(JsonReader.DefaultMaxDepth) }), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_codec_writes_counts_from_the_outermost_object()
    {
        // The message and two lists are around it.
        var fits = new Holder([[new Foreign(Chain(JsonReader.DefaultMaxDepth - 3))]]);
        Assert.Equal(Wire.Json(fits), Wire.Json(Wire.Read<Holder>(Wire.Json(fits))));
        Assert.Equal("Nested deeper than 64 levels", Wire.WriteError(new Holder([[new Foreign(Chain(JsonReader.DefaultMaxDepth - 2))]])));
    }

    private static Chain Chain(int levels) => new(levels, levels == 1 ? null : Chain(levels - 1));

    private static Tree Nested(int levels) => new("", levels == 1 ? ImmutableArray<Tree>.Empty : [Nested(levels - 1)]);

    private static JsonElement Arrays(int depth) =>
        JsonElement.Parse(new string('[', depth) + new string(']', depth), new JsonDocumentOptions { MaxDepth = 100 });
}
