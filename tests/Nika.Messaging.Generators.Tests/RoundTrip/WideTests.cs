using System.Text.RegularExpressions;
using Nika.Messaging.Generators.Tests.Messages;

namespace Nika.Messaging.Generators.Tests.RoundTrip;

/// <summary>Types of more than 30 members are read by shorter code, which knows the members' names as data. <see cref="AnyWide"/> has 66, so two variables note which were read.</summary>
public sealed partial class WideTests
{
    private static readonly AnyWide Sample = new(M00: 1, M31: 2, M32: 3, M63: -4) { Text = "t", Last = 7 };

    private static readonly string Json = Wire.Json(Sample);

    [Fact]
    public void Written_order_comes_back() => Assert.Equal(Sample, Wire.Read<AnyWide>(Json));

    [Fact]
    public void White_space_comes_back() => Assert.Equal(Sample, Wire.Read<AnyWide>(Json.Replace(",", " ,\n ", StringComparison.Ordinal).Replace(":", " : ", StringComparison.Ordinal)));

    [Fact]
    public void Every_order_comes_back()
    {
        string[] members = Json[1..^1].Split(',');
        var random = new Random(4);
        for (int i = 0; i < 50; i++)
        {
            random.Shuffle(members);
            Assert.Equal(Sample, Wire.Read<AnyWide>("{" + string.Join(',', members) + "}"));
        }
    }

    [Fact]
    public void Members_may_be_absent_or_unknown() =>
        Assert.Equal(Sample, Wire.Read<AnyWide>(Nulls().Replace(Json, "").Replace("\"m31\"", "\"later\":{\"m31\":5},\"m31\"", StringComparison.Ordinal)));

    [Theory]
    [InlineData("m00")]
    [InlineData("m63")]
    [InlineData("last")]
    public void A_member_comes_once(string name)
    {
        var error = Wire.ReadError<AnyWide>($"{Json[..^1]},\"{name}\":9}}");
        Assert.Equal($"The member '{name}' came twice", error.Reason);
        Assert.Equal("$." + name, error.Path);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("last")]
    public void A_required_member_must_be_there(string name) =>
        Assert.Equal($"The required member '{name}' is missing", Wire.ReadError<AnyWide>(Json.Replace($"\"{name}\"", "\"other\"", StringComparison.Ordinal)).Reason);

    [Fact]
    public void What_is_no_value_is_refused_where_it_stands() =>
        Assert.Equal("$.m31", Wire.ReadError<AnyWide>(Json.Replace("\"m31\":2", "\"m31\":2.5", StringComparison.Ordinal)).Path);

    [GeneratedRegex("\"m\\d\\d\":null,", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Nulls();
}
