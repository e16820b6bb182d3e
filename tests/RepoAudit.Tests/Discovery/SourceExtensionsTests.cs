using RepoAudit.Discovery;

namespace RepoAudit.Tests.Discovery;

public sealed class SourceExtensionsTests
{
    [Theory]
    [InlineData("cs,py")]
    [InlineData(".cs, .py")]
    [InlineData("*.cs", "py,")]
    [InlineData("CS", ".Py")]
    public void Every_usual_way_of_writing_them_is_read(params string[] values)
    {
        Assert.True(SourceExtensions.TryParse(values, out SourceExtensions? parsed, out _));

        Assert.True(parsed.Includes("a.cs"));
        Assert.True(parsed.Includes("a.PY"));
        Assert.False(parsed.Includes("a.js"));
        Assert.False(parsed.Includes("cs"));
    }

    [Fact]
    public void An_extension_of_two_parts_is_matched_whole()
    {
        Assert.True(SourceExtensions.TryParse(["g.cs"], out SourceExtensions? parsed, out _));

        Assert.True(parsed.Includes("a.g.cs"));
        Assert.False(parsed.Includes("a.cs"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(",")]
    [InlineData("a/b")]
    [InlineData("*")]
    [InlineData("a b")]
    public void What_is_no_extension_is_refused_with_an_example(string value)
    {
        Assert.False(SourceExtensions.TryParse([value], out _, out string? error));
        Assert.Contains("'cs,py'", error, StringComparison.Ordinal);
    }
}
