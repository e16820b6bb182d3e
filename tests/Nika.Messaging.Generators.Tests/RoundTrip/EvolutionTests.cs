using Nika.Messaging.Generators.Tests.Messages;

namespace Nika.Messaging.Generators.Tests.RoundTrip;

/// <summary>Readers of one version, documents of another.</summary>
public sealed class EvolutionTests
{
    [Fact]
    public void The_new_reads_the_old()
    {
        var read = Wire.Read<PlanV2>(Wire.Json(new PlanV1("t", 3, Color.Green)));
        Assert.Equal(("t", Color.Green), (read.Name, read.Color));
        Assert.True(read.Tags.IsDefault);
        Assert.Equal(3, Assert.Single(read.Unknown).Value.GetInt32());
    }

    [Fact]
    public void The_old_reads_the_new_once_the_name_is_the_same()
    {
        string json = Wire.Json(new PlanV2("n", Color.Red, ["a"])).Replace("\"name\"", "\"steps\":2,\"title\"", StringComparison.Ordinal);
        Assert.Equal(new PlanV1("n", 2), Wire.Read<PlanV1>(json));
    }

    [Fact]
    public void Unknown_members_are_kept_and_written_back()
    {
        const string Json = """{"name":"n","color":"red","tags":[],"later":{"a":[1,2]},"é\"":null}""";
        var read = Wire.Read<PlanV2>(Json.Replace("{\"a", "\n { \"a", StringComparison.Ordinal));
        Assert.Equal(2, read.Unknown.Count);
        var again = Wire.Read<PlanV2>(Wire.Json(read));
        Assert.Equal("""{"a":[1,2]}""", again.Unknown["later"].GetRawText());
        Assert.True(again.Unknown.ContainsKey("é\""));
        Assert.Empty(Wire.Read<PlanV2>("""{"name":"n"}""").Unknown);
    }

    [Fact]
    public void An_unknown_member_comes_once_and_is_no_other()
    {
        Assert.Contains("'x' came twice", Wire.ReadError<PlanV2>("""{"name":"n","x":1,"x":1}""").Reason, StringComparison.Ordinal);
        var read = Wire.Read<PlanV2>("""{"name":"n","x":1}""");
        foreach (string known in (string[])["name", "title", "tags"])
        {
            Assert.Contains($"'{known}' is a member", Wire.WriteError(read with { Unknown = read.Unknown.Add(known, read.Unknown["x"]) }), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_member_under_both_of_its_names_came_twice() =>
        Assert.Contains("'name' came twice", Wire.ReadError<PlanV2>("""{"title":"t","name":"n"}""").Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("green", Color.Green)]
    [InlineData("verdigris", Color.Green)]
    [InlineData("mauve", Color.Other)]
    public void Enum_values_have_old_names_and_a_fallback(string name, Color color) =>
        Assert.Equal(color, Wire.Read<PlanV2>($$"""{"name":"n","color":"{{name}}"}""").Color);

    [Fact]
    public void What_System_Text_Json_was_told_counts()
    {
        var value = new Migrated(1, 99, "t") { Tag = new object(), Note = null };
        Assert.Equal("""{"Id":1,"text":"t","note":null}""", Wire.Json(value));
        var read = Wire.Read<Migrated>("""{"Id":1,"more":true,"cached":3}""");
        Assert.Equal((1, 7, ""), (read.Number, read.Cached, read.Text));
        Assert.Equal(["more", "cached"], read.Rest!.Keys);
        Assert.Null(Wire.Read<Migrated>("""{"Id":1}""").Rest);
    }

    [Fact]
    public void Absent_members_have_the_defaults_of_parameters_and_initializers()
    {
        var read = Wire.Read<Settings>("""{"size":3,"is_on":true}""");
        Assert.Equal((3, "unnamed", true, 5), (read.Size, read.Name, read.IsOn, read.Limit));
        read = Wire.Read<Settings>("""{"size":3,"is_on":false,"limit":null,"name":"n"}""");
        Assert.Equal((3, "n", false, null), (read.Size, read.Name, read.IsOn, read.Limit));
        Assert.Contains("'is_on'", Wire.ReadError<Settings>("""{"size":3}""").Reason, StringComparison.Ordinal);
    }
}
