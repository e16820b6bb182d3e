using Nika.Messaging.Generators.Tests.Messages;

namespace Nika.Messaging.Generators.Tests.RoundTrip;

public sealed class IdTests
{
    [Fact]
    public void A_valid_text_is_an_id()
    {
        var id = new DeskId("desk-1");
        Assert.Equal("desk-1", id.Value);
        Assert.Equal("desk-1", id.ToString());
        Assert.False(id.IsDefault);
        Assert.Equal(id, Parse<DeskId>("desk-1"));
        Assert.True(DeskId.TryCreate("desk-1", out var created));
        Assert.Equal(id, created);
        Assert.True(DeskId.TryParse("desk-1", null, out var parsed));
        Assert.Equal(id, parsed);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("a b")]
    [InlineData("a:b")]
    [InlineData("../etc")]
    [InlineData("é")]
    public void An_invalid_text_is_none(string? text)
    {
        Assert.Contains("DeskId", Assert.Throws<ArgumentException>(() => new DeskId(text!)).Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => Parse<DeskId>(text!));
        Assert.False(DeskId.TryCreate(text, out var created));
        Assert.True(created.IsDefault);
        Assert.False(DeskId.TryParse(text, null, out _));
    }

    [Fact]
    public void Equality_is_ordinal_and_a_default_is_itself()
    {
        Assert.True(new DeskId("a") == new DeskId("a"));
        Assert.True(new DeskId("a") != new DeskId("A"));
        Assert.Equal(new DeskId("a").GetHashCode(), new DeskId("a").GetHashCode());
        Assert.False(new DeskId("a").Equals((object)"a"));
        Assert.Equal(default, default(DeskId));
        Assert.NotEqual(default, new DeskId("a"));
        Assert.Equal(("", true), (default(DeskId).Value, default(DeskId).IsDefault));
    }

    private static T Parse<T>(string text)
        where T : IParsable<T> => T.Parse(text, null);
}
