using System.Text;

namespace Nika.Messaging.Abstractions.Tests.Utf8;

public class RawValueTests
{
    [Theory]
    [InlineData("""{"a": {"b":[1, 2]} ,"c":1}""", """{"b":[1, 2]}""")]
    [InlineData("""{"a":"x\n","c":1}""", "\"x\\n\"")]
    [InlineData("""{"a" : -1.5e3 }""", "-1.5e3")]
    [InlineData("""{"a":null}""", "null")]
    public void A_raw_value_is_given_as_it_stands(string json, string expected)
    {
        var reader = new JsonReader(Encoding.UTF8.GetBytes(json));
        Assert.True(reader.BeginObject());
        Assert.True(reader.NextMember(out _));
        Assert.True(reader.TryReadRaw(out var value));
        Assert.Equal(expected, Encoding.UTF8.GetString(value));

        while (reader.NextMember(out _))
        {
            Assert.True(reader.SkipValue());
        }

        Assert.True(reader.ReadEnd());
    }

    [Theory]
    [InlineData("""{"a":{"b":}}""")]
    [InlineData("""{"a":tru}""")]
    [InlineData("""{"a":""")]
    public void A_broken_value_is_a_fault(string json)
    {
        var reader = new JsonReader(Encoding.UTF8.GetBytes(json));
        Assert.True(reader.BeginObject());
        Assert.True(reader.NextMember(out _));
        Assert.False(reader.TryReadRaw(out var value));
        Assert.True(value.IsEmpty);
        Assert.True(reader.Failed);
    }
}
