namespace Nika.Messaging.Analyzers.Tests.Schema;

/// <summary>The table of what breaks whom, row by row.</summary>
public sealed class SchemaChangeTests
{
    [Theory]
    [InlineData("m.x: string required", "m.x: string optional", "")]
    [InlineData("m.x: string required", "m.x: string nullable", "old")]
    [InlineData("m.x: string optional", "m.x: string required", "new")]
    [InlineData("m.x: string optional", "m.x: string nullable", "old")]
    [InlineData("m.x: string nullable", "m.x: string required", "new")]
    [InlineData("m.x: string nullable", "m.x: string optional", "new")]
    [InlineData("m.x: int32 required", "m.x: int64 required", "")]
    [InlineData("m.x: int64 required", "m.x: int32 required", "new old")]
    [InlineData("m.x: uint8 required", "m.x: int16 required", "")]
    [InlineData("m.x: uint32 required", "m.x: int32 required", "new old")]
    [InlineData("m.x: int32 required", "m.x: float64 required", "new old")]
    [InlineData("m.x: float32 required", "m.x: float64 required", "")]
    [InlineData("m.x: string required", "m.x: id required", "new old")]
    [InlineData("m.x: string required", "m.x: [string] required", "new old")]
    [InlineData("m.x: enum required", "m.x: enum* required", "")]
    [InlineData("m.x: enum* required", "m.x: enum required", "")]
    [InlineData("m.x: int32 required", "m.x: int64 nullable", "old")]
    [InlineData("m.x: string required", "m.x: string required", "")]
    public void A_changed_field_breaks_whom_it_breaks(string old, string current, string expected)
    {
        var changes = SchemaChange.Between(SchemaLine.Parse(old)!, SchemaLine.Parse(current)!).ToList();

        Assert.Equal(expected, Broken(changes));
        Assert.Equal(old == current, changes.Count == 0);
    }

    [Theory]
    [InlineData("required", "new", "old")]
    [InlineData("optional", "", "")]
    [InlineData("nullable", "", "")]
    public void A_field_that_comes_or_goes_breaks_whom_it_breaks(string presence, string added, string removed)
    {
        Assert.Equal(added, Broken([SchemaChange.OfAdded(presence)]));
        Assert.Equal(removed, Broken([SchemaChange.OfRemoved(presence)]));
    }

    [Fact]
    public void A_value_of_an_enum_breaks_those_without_a_fallback()
    {
        Assert.Equal("old", Broken([SchemaChange.ValueAdded]));
        Assert.Equal("new", Broken([SchemaChange.ValueRemoved]));
        Assert.Equal("", Broken([SchemaChange.ValueAddedToFallback, SchemaChange.ValueRemovedFromFallback]));
    }

    [Theory]
    [InlineData("m v1", "m")]
    [InlineData("m removed", "m")]
    [InlineData("m.a: string required", "m.a")]
    [InlineData("m.a[]{}.\"b. =c\": [string?] nullable", "m.a[]{}.\"b. =c\"")]
    [InlineData("m.a: removed", "m.a")]
    [InlineData("m.a[]=\"so so\"", "m.a[]=\"so so\"")]
    public void A_line_is_read_as_it_was_written(string text, string key)
    {
        var line = SchemaLine.Parse(text)!;

        Assert.Equal((text, key, "m"), (line.Text, line.Key, line.Message));
        Assert.Equal(text.EndsWith("removed", StringComparison.Ordinal), line.IsTombstone);
        Assert.Equal(text.Contains("=\"", StringComparison.Ordinal), line.IsValue);
    }

    private static string Broken(IReadOnlyCollection<SchemaChange> changes) => string.Join(
        ' ', new[] { changes.Any(c => c.BreaksNewReaders) ? "new" : "", changes.Any(c => c.BreaksOldReaders) ? "old" : "" }.Where(who => who.Length > 0));
}
