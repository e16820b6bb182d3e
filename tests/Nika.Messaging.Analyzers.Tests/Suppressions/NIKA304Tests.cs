namespace Nika.Messaging.Analyzers.Tests.Suppressions;

/// <summary>What a member is, is what it is on the wire.</summary>
public sealed class NIKA304Tests
{
    [Theory]
    [InlineData("CA1819", "[MessagePart] public sealed partial class P { public required string[] {|CA1819:Names|} { get; init; } }")]
    [InlineData("CA1819", """[Message("m"), Signal] public sealed partial record M(JobId JobId, string[] {|CA1819:Names|});""")]
    [InlineData("CA1002", "[MessagePart] public sealed partial class P { public required List<string> {|CA1002:Names|} { get; init; } }")]
    [InlineData("CA2227", "[MessagePart] public sealed partial class P { public required List<string> {|CA2227:Names|} { get; set; } }")]
    public Task A_member_on_the_wire_is_suppressed(string alarm, string source) => VerifySuppression.SuppressesAsync(alarm, "namespace App; " + source);

    [Theory]
    [InlineData("CA1819", "public sealed class NoPart { public required string[] {|CA1819:Names|} { get; init; } }")]
    [InlineData("CA1819", "[MessagePart] public sealed partial class P { public int Number { get; set; } public string[] {|CA1819:Names|} => []; }")]
    [InlineData("CA2227", "[MessagePart] public sealed partial class P { public int Number { get; set; } [System.Text.Json.Serialization.JsonIgnore] public List<string>? {|CA2227:Names|} { get; set; } }")]
    [InlineData("CA1002", "[MessagePart] public sealed partial class P { public int Number { get; set; } public List<string> {|CA1002:Names|}() => []; }")]
    public Task What_is_not_on_the_wire_stays(string alarm, string source) => VerifySuppression.LeavesAsync(alarm, "namespace App; " + source);
}
