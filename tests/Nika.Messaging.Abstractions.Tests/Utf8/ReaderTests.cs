namespace Nika.Messaging.Abstractions.Tests.Utf8;

public class ReaderTests
{
    [Fact]
    public void Objects_and_arrays_are_walked()
    {
        var reader = new JsonReader(""" { "a" : [ 1 , [ ] , 2 ] , "b\u0021" : { } , "c" : null } """u8);
        Assert.True(reader.BeginObject());
        Assert.True(reader.NextMember(out var name) && name.SequenceEqual("a"u8));
        Assert.True(reader.BeginArray());
        Assert.True(reader.NextElement() && reader.TryReadInt32(out int one) && one == 1);
        Assert.True(reader.NextElement() && reader.BeginArray() && !reader.NextElement());
        Assert.True(reader.NextElement() && reader.TryReadInt32(out int two) && two == 2);
        Assert.False(reader.NextElement());
        Assert.True(reader.NextMember(out name) && name.SequenceEqual("b!"u8));
        Assert.True(reader.BeginObject() && !reader.NextMember(out _));
        Assert.True(reader.NextMember(out name) && name.SequenceEqual("c"u8));
        Assert.True(reader.TryReadNull());
        Assert.False(reader.NextMember(out _));
        Assert.True(reader.ReadEnd());
        Assert.False(reader.Failed);
        Assert.Equal(default, reader.Error);
    }

    [Theory]
    [InlineData("{\"a\":1}")]
    [InlineData("[1,2]")]
    [InlineData("\"a\"")]
    [InlineData("7")]
    [InlineData("")]
    public void After_a_fault_every_call_fails_and_the_first_error_stays(string document)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(document);
        foreach (bool plain in new[] { false, true })
        {
            JsonReader reader = plain ? JsonReader.ForPlainText(bytes) : new JsonReader(bytes);
            Assert.False(reader.Fail("the first"));
            foreach (Reading<object> read in ScalarKind.All.Values)
            {
                Assert.False(read(ref reader, out _));
            }

            Assert.False(reader.BeginObject());
            Assert.False(reader.NextMember(out var name));
            Assert.True(name.IsEmpty);
            Assert.False(reader.BeginArray());
            Assert.False(reader.NextElement());
            Assert.False(reader.TryReadNull());
            Assert.False(reader.ReadEnd());
            Assert.False(reader.FailMissing("m"));
            Assert.False(reader.FailDuplicate("m"));
            Assert.False(reader.FailUnknown("E", "x"u8));
            Assert.Equal(new JsonError("the first", "$", 0), reader.Error);
        }
    }

    [Fact]
    public void A_missing_member_is_said_of_the_object_that_lacks_it()
    {
        var reader = new JsonReader("""{"steps":[{},{"name":1}]}"""u8);
        Assert.True(reader.BeginObject() && reader.NextMember(out _) && reader.BeginArray() && reader.NextElement() && reader.SkipValue());
        Assert.True(reader.NextElement() && reader.BeginObject() && reader.NextMember(out _) && reader.SkipValue() && !reader.NextMember(out _));
        Assert.False(reader.FailMissing("role"));
        Assert.Equal(new JsonError("The required member 'role' is missing", "$.steps[1]", 22), reader.Error);
    }

    [Fact]
    public void Faults_of_generated_code_name_the_member_they_are_about()
    {
        var reader = new JsonReader("""{"a":"b","a":"x\u0000y"}"""u8);
        Assert.True(reader.BeginObject() && reader.NextMember(out _) && reader.SkipValue() && reader.NextMember(out _));
        JsonReader other = reader;
        Assert.False(reader.FailDuplicate("a"));
        Assert.Equal(new JsonError("The member 'a' came twice", "$.a", 9), reader.Error);
        Assert.True(other.TryReadUtf8(out var found));
        Assert.False(other.FailUnknown("Colour", found));
        Assert.Equal(new JsonError("'x?y' is no Colour", "$.a", 13), other.Error);
    }

    [Fact]
    public void Null_is_taken_only_where_it_is()
    {
        var reader = new JsonReader("[null,1]"u8);
        Assert.True(reader.BeginArray() && reader.NextElement() && reader.TryReadNull());
        Assert.True(reader.NextElement());
        Assert.False(reader.TryReadNull());
        Assert.False(reader.Failed);
        Assert.True(reader.TryReadInt32(out _) && !reader.NextElement() && reader.ReadEnd());
    }

    [Fact]
    public void Plain_text_is_read_once()
    {
        JsonReader reader = JsonReader.ForPlainText("a\"\\n"u8);
        Assert.True(reader.TryReadString(out string value) && reader.ReadEnd());
        Assert.Equal("a\"\\n", value);
        Assert.False(reader.TryReadString(out _));
        Assert.Equal("Expected a string, found the end of the text", reader.Error.Reason);
        Assert.Equal("", Read.Value("", ScalarKind.All["string"], plainText: true));
    }

    [Fact]
    public void Plain_text_has_no_structure_and_is_skipped_whole()
    {
        Assert.Equal("", Read.Value("{} \"a\" 1", ScalarKind.All["any"], plainText: true));
        Assert.Equal(" {} 1 ", Read.Value(" {} 1 ", ScalarKind.All["raw"], plainText: true));
        Assert.Equal("Expected an object, found '{}'", Read.Error("{}", ScalarKind.All["meta"], plainText: true).Reason);
    }

    [Fact]
    public void Plain_text_must_be_UTF8_too() =>
        Assert.Equal(new JsonError("Invalid UTF-8", "$", 2), Read.Error("ab\u00ff"u8[..3].ToArray(), ScalarKind.All["string"], plainText: true));

    [Fact]
    public void A_long_name_is_shortened_in_the_path()
    {
        JsonError error = Read.Error($$"""{"{{new string('n', 5000)}}":+}""", ScalarKind.All["any"]);
        Assert.Equal($"$['{new string('n', 40)}…']", error.Path);
        Assert.Equal($"Expected a value, found '+' at $['{new string('n', 40)}…'], byte 5004", error.ToString());
    }

    [Fact]
    public void Unescaped_text_longer_than_the_first_scratch_buffer_is_whole()
    {
        string text = string.Concat(Enumerable.Range(0, 3000).Select(i => i % 7 == 0 ? "\\u00e9" : "x"));
        string expected = text.Replace("\\u00e9", "é", StringComparison.Ordinal);
        Assert.Equal(expected, Read.Value($"\"{text}\"", ScalarKind.All["string"]));
        Assert.Equal(expected, Read.Value($"\"{text}\"", ScalarKind.All["utf8"]));
    }
}
