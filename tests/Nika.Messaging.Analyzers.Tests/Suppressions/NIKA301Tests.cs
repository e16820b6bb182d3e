namespace Nika.Messaging.Analyzers.Tests.Suppressions;

/// <summary>A private constructor leaves it to the reader to set members.</summary>
public sealed class NIKA301Tests
{
    [Theory]
    [InlineData("""[Message("m"), Signal] public sealed partial class M { private {|CS8618:M|}() { } public JobId JobId { get; private init; } public string Name { get; private set; } }""")]
    [InlineData("[MessagePart] public sealed partial class P { private {|CS8618:{|CS8618:P|}|}() { } public List<string> Names { get; init; } public string Name; }")]
    public Task What_the_reader_sets_is_suppressed(string source) => VerifySuppression.SuppressesAsync("CS8618", "namespace App; " + source);

    [Theory]
    [InlineData("[MessagePart] public sealed partial class P { public string {|CS8618:Name|} { get; set; } }")]
    [InlineData("[MessagePart] public sealed partial class P { public {|CS8618:P|}() { } public string Name { get; private set; } }")]
    [InlineData("[MessagePart] public sealed partial class P { private {|CS8618:P|}() { } [System.Text.Json.Serialization.JsonIgnore] public string Name { get; set; } public int Number { get; set; } }")]
    [InlineData("[MessagePart] public sealed partial class P { private {|CS8618:P|}() { } public P(string name) => Name = name; public string Name { get; } }")]
    [InlineData("public sealed class NoPart { private {|CS8618:NoPart|}() { } public string Name { get; set; } }")]
    public Task What_somebody_can_leave_null_stays(string source) => VerifySuppression.LeavesAsync("CS8618", "namespace App; " + source);
}
