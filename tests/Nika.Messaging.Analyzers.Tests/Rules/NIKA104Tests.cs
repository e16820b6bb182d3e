using Nika.Messaging.Analyzers.Tests.Harness;
using Nika.Messaging.CodeFixes;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A key names something that cannot be part of it, or the layer lacks a member.</summary>
public sealed class NIKA104Tests
{
    [Theory]
    [InlineData(
        """[Message("m"), {|NIKA104:Stream("a:{Dsk}")|}, Ttl("1h")] public partial record M(DeskId Desk);""",
        "'Dsk' does not fit the key or layer of 'M', there is no such member: write a key of text and {Member} placeholders, each for a member of an id type that is never null, and the members that the layer needs")]
    [InlineData(
        """[Message("m"), {|NIKA104:Hash("a:{Name}")|}, Ttl("1h")] public partial record M(string Name);""",
        "'Name' does not fit the key or layer of 'M', the member is no id: write a key of text and {Member} placeholders, each for a member of an id type that is never null, and the members that the layer needs")]
    [InlineData(
        """[Message("m"), {|NIKA104:Hash("a:{Desk}")|}, Ttl("1h")] public partial record M(DeskId? Desk);""",
        "'Desk' does not fit the key or layer of 'M', the member may be null: write a key of text and {Member} placeholders, each for a member of an id type that is never null, and the members that the layer needs")]
    [InlineData(
        """[Message("m"), {|NIKA104:Hash("a:{Desk")|}, Ttl("1h")] public partial record M(DeskId Desk);""",
        "'a:{Desk' does not fit the key or layer of 'M', its braces do not match: write a key of text and {Member} placeholders, each for a member of an id type that is never null, and the members that the layer needs")]
    [InlineData(
        """[Message("m"), {|NIKA104:Hash("")|}, Ttl("1h")] public partial record M(DeskId Desk);""",
        "'' does not fit the key or layer of 'M', the key is empty: write a key of text and {Member} placeholders, each for a member of an id type that is never null, and the members that the layer needs")]
    [InlineData(
        """[Message("m"), {|NIKA104:Hash("a b")|}, Ttl("1h")] public partial record M(DeskId Desk);""",
        "'a b' does not fit the key or layer of 'M', a key has no white space or control characters: write a key of text and {Member} placeholders, each for a member of an id type that is never null, and the members that the layer needs")]
    [InlineData(
        """[Message("m"), {|NIKA104:WorkingMemory("pages-{Page}")|}] public partial record M(JobId JobId);""",
        "'Page' does not fit the key or layer of 'M', there is no such member: write a key of text and {Member} placeholders, each for a member of an id type that is never null, and the members that the layer needs")]
    [InlineData(
        """[Message("m"), {|NIKA104:Signal|}] public partial record M(int Number);""",
        "'JobId' does not fit the key or layer of 'M', the layer needs a member JobId of type JobId: write a key of text and {Member} placeholders, each for a member of an id type that is never null, and the members that the layer needs")]
    [InlineData(
        """[Message("m"), {|NIKA104:Contract|}] public partial record M(string JobId);""",
        "'JobId' does not fit the key or layer of 'M', the layer needs a member JobId of type JobId: write a key of text and {Member} placeholders, each for a member of an id type that is never null, and the members that the layer needs")]
    [InlineData(
        """[Message("m"), {|NIKA104:EntityFeed|}] public partial record M(EntityId EntityId);""",
        "'Status' does not fit the key or layer of 'M', the layer needs a member of type EntityStatus: write a key of text and {Member} placeholders, each for a member of an id type that is never null, and the members that the layer needs")]
    public Task It_is_reported_where_it_is(string source, string message) => Verify.ReportsAsync(Sources.In(source), message);

    [Theory]
    [InlineData("""[Message("m"), Stream("a:{Desk}"), Ttl("1h")] public partial record M(DeskId Desk);""")]
    [InlineData("""[Message("m"), Stream("a:{tisch}"), Ttl("1h")] public partial record M([WireName("tisch")] DeskId Desk);""")]
    [InlineData("""[Message("m"), BusMessage] public partial record M(JobId? JobId);""")]
    [InlineData("""[Message("m"), EntityFeed, Meta(Domain = "x")] public partial record M(EntityId EntityId, EntityStatus Phase);""")]
    [InlineData("""[Stream("a:{Dsk}")] public record NoMessage(DeskId Desk);""")]
    public Task What_looks_alike_is_silent(string source) => Verify.IsSilentAsync(Sources.In(source));

    [Theory]
    [InlineData("""[Message("m"), Stream("a:{Dsk}"), Ttl("1h")] public partial record M(DeskId Desk);""", """[Message("m"), Stream("a:{Desk}"), Ttl("1h")] public partial record M(DeskId Desk);""")]
    [InlineData("""[Message("m"), Hash("{desk_idd}:{Job}"), Ttl("1h")] public partial record M(DeskId DeskId, JobId JobId);""", """[Message("m"), {|NIKA104:Hash("{DeskId}:{Job}")|}, Ttl("1h")] public partial record M(DeskId DeskId, JobId JobId);""")]
    public Task It_is_fixed_by_the_nearest_member_first(string before, string after) =>
        VerifyFix.FixesFirstAsync(PlaceholderFix.Key, new Scenario(Sources.In(before)), new Scenario(Sources.In(after)));

    [Fact]
    public Task It_is_fixed_for_all_placeholders_of_all_keys() => VerifyFix.FixesAllAsync(
        PlaceholderFix.Key,
        new Scenario(Sources.In("""[Message("m"), Hash("{desk_idd}:{JobIdd}"), Ttl("1h")] public partial record M(DeskId DeskId, JobId JobId);"""), """namespace App; [Message("n"), WorkingMemory("n-{Deks}")] public partial record N(JobId JobId, DeskId Desk);"""),
        new Scenario(Sources.In("""[Message("m"), Hash("{DeskId}:{JobId}"), Ttl("1h")] public partial record M(DeskId DeskId, JobId JobId);"""), """namespace App; [Message("n"), WorkingMemory("n-{Desk}")] public partial record N(JobId JobId, DeskId Desk);"""));

    [Theory]
    [InlineData("""[Message("m"), Hash("a:{Name}"), Ttl("1h")] public partial record M(string Name, DeskId Nam);""")]
    [InlineData("""[Message("m"), Hash("a:{Order}"), Ttl("1h")] public partial record M(DeskId Desk);""")]
    [InlineData("""[Message("m"), Hash("a:{DeskX}"), Ttl("1h")] public partial record M(DeskId Desk1, DeskId Desk2);""")]
    [InlineData("""[Message("m"), Hash(Keys.Desk), Ttl("1h")] public partial record M(DeskId Desk); public static class Keys { public const string Desk = "a:{Dsk}"; }""")]
    [InlineData("""[Message("m"), Hash("a:{Desk"), Ttl("1h")] public partial record M(DeskId Desk);""")]
    [InlineData("""[Message("m"), Signal] public partial record M(JobId Job);""")]
    public Task What_nothing_is_near_to_is_left_to_people(string source) => VerifyFix.OffersNothingAsync(new Scenario(Sources.In(source)));
}
