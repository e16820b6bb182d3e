namespace Nika.Messaging.Abstractions.Tests.Ids;

public class IdTests
{
    private const string Allowed = "allowed are 1 to 128 ASCII letters, digits, '.', '_' and '-', starting with a letter or digit.";

    [Theory]
    [InlineData("a")]
    [InlineData("0")]
    [InlineData("A.b_c-9")]
    [InlineData("01890a5d-ac96-774b-bcce-b302099a8057")]
    public void Valid(string value)
    {
        Assert.True(IdFormat.IsValid(value));
        Assert.Matches($"^{IdFormat.Pattern}$", value);
        Assert.Equal(value, new JobId(value).Value);
        Assert.True(JobId.TryCreate(value, out JobId id));
        Assert.Equal(new JobId(value), id);
        Assert.False(id.IsDefault);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".a")]
    [InlineData("-a")]
    [InlineData("_a")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a:b")]
    [InlineData("a{b}")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("a\0")]
    [InlineData("é")]
    [InlineData("a*")]
    [InlineData("\u0661")] // a digit, but not of ASCII
    public void Invalid(string value)
    {
        Assert.False(IdFormat.IsValid(value));
        Assert.DoesNotMatch($@"\A{IdFormat.Pattern}\z", value);
        Assert.False(EntityId.TryCreate(value, out EntityId id));
        Assert.True(id.IsDefault);
        Assert.Throws<ArgumentException>(() => new EntityId(value));
    }

    [Fact]
    public void The_longest_has_128_characters()
    {
        string longest = new('a', IdFormat.MaxLength);
        Assert.Equal(128, IdFormat.MaxLength);
        Assert.True(IdFormat.IsValid(longest));
        Assert.False(IdFormat.IsValid(longest + "a"));
    }

    [Theory]
    [InlineData(null, "null")]
    [InlineData("", "''")]
    [InlineData("a/b", "'a/b'")]
    [InlineData("a\r\n\0\u001b[31m\u0085b", "'a????[31m?b'")]
    [InlineData("x😀", "'x??'")]
    [InlineData("12345678901234567890123456789012345678901", "'1234567890123456789012345678901234567890…'")]
    public void The_explanation_is_one_short_printable_line(string? value, string shown) =>
        Assert.Equal($"{shown} is no valid JobId: {Allowed}", IdFormat.Explain(value, nameof(JobId)));

    [Fact]
    public void Validate_gives_the_value_or_throws_the_explanation()
    {
        Assert.Equal("ok", IdFormat.Validate("ok", nameof(PodName)));
        var thrown = Assert.Throws<ArgumentException>(() => IdFormat.Validate("../etc", nameof(PodName)));
        Assert.StartsWith($"'../etc' is no valid PodName: {Allowed}", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_default_id_is_empty_and_says_so()
    {
        JobId id = default;
        Assert.True(id.IsDefault);
        Assert.Equal("", id.Value);
        Assert.Equal("", id.ToString());
        Assert.Equal(default, id);
        Assert.NotEqual(new JobId("a"), id);
    }

    [Fact]
    public void A_default_id_cannot_be_read_back()
    {
        Assert.Equal($"'' is no valid JobId: {Allowed}".TrimEnd('.'), Utf8.Read.Error("\"\"", Utf8.ScalarKind.All["id"]).Reason);
        Assert.Equal("Expected a string, found null", Utf8.Read.Error("null", Utf8.ScalarKind.All["id"]).Reason);
        Assert.Equal("null has no plain text form", Utf8.Write.Error((ref w) => w.Id(default(JobId)), plainText: true));
    }
}
