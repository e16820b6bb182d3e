using System.Text;

namespace Nika.Messaging.Abstractions.Tests.Utf8;

public class MemberNamesTests
{
    [Fact]
    public void Every_name_finds_its_member()
    {
        var names = new MemberNames("job_id\nstep\told_step\told\n\nsummary\nżółw\na b=c");
        Assert.Equal(6, names.Count);
        Assert.Equal("job_id|step||summary|żółw|a b=c", string.Join('|', Enumerable.Range(0, names.Count).Select(i => names[i])));
        Assert.Equal("0 1 1 1 3 4 5", string.Join(' ', "job_id|step|old_step|old|summary|żółw|a b=c".Split('|').Select(n => Find(names, n))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ste")]
    [InlineData("step ")]
    [InlineData("STEP")]
    [InlineData("step\told_step")]
    public void Other_names_find_none(string name) => Assert.Equal(-1, Find(new MemberNames("job_id\nstep\told_step\n\nsummary"), name));

    [Fact]
    public void Names_that_collide_are_told_apart()
    {
        // The hash looks at the length, the beginning, the middle and the end: the same for all of these.
        string[] names = [.. Enumerable.Range(0, 100).Select(i => $"a{i:00}m{i:00}z")];
        var members = new MemberNames(string.Join('\n', names));
        Assert.Equal(Enumerable.Range(0, 100), names.Select(n => Find(members, n)));
        Assert.Equal(-1, Find(members, "a99m98z"));
    }

    [Fact]
    public void A_single_member_and_none()
    {
        Assert.Equal(0, Find(new MemberNames("a"), "a"));
        Assert.Equal(-1, Find(new MemberNames("a"), "b"));
        Assert.Equal(-1, Find(new MemberNames(""), "b"));
    }

    [Fact]
    public void The_reader_tries_the_expected_member_and_finds_the_others()
    {
        var members = new MemberNames("a\n\nb\tbb\nc");
        int[] found = Walk(members, """{"a":1,"b":2,"c":3}""");
        Assert.Equal([0, 2, 3], found);
        Assert.Equal([3, 2, 0], Walk(members, """ { "c" : 1 , "x" : {"a":0}, "bb" : 2 ,"a":3 } """));
        Assert.Equal([], Walk(members, "{}"));
        Assert.Equal([], Walk(members, """{"x":[1,2,{"a":1}]}"""));
    }

    [Fact]
    public void A_fault_in_what_is_skipped_ends_the_walk()
    {
        var reader = new JsonReader("""{"x":tru,"a":1}"""u8);
        Assert.True(reader.BeginObject());
        Assert.Equal(-1, reader.NextMember(new MemberNames("a"), 0));
        Assert.True(reader.Failed);
        Assert.Equal("$.x", reader.Error.Path);
    }

    private static int Find(MemberNames names, string name) => names.IndexOf(Encoding.UTF8.GetBytes(name));

    private static int[] Walk(MemberNames members, string json)
    {
        var found = new List<int>();
        var reader = new JsonReader(Encoding.UTF8.GetBytes(json));
        Assert.True(reader.BeginObject());
        int member = -1;
        while ((member = reader.NextMember(members, member + 1)) >= 0)
        {
            found.Add(member);
            Assert.True(reader.SkipValue());
        }

        Assert.True(reader.ReadEnd(), reader.Error.ToString());
        return [.. found];
    }
}
