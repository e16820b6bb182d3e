using Nika.Messaging.Analyzers.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A member cannot keep what is unknown.</summary>
public sealed class NIKA142Tests
{
    [Theory]
    [InlineData(
        "[MessagePart] public partial record P([property: {|NIKA142:ExtensionData|}] Dictionary<string, string> Rest);",
        "'P.Rest' cannot keep unknown members, it is no dictionary of JsonElement: write [ExtensionData] on one Dictionary<string, JsonElement> of a part or of a message in a stream")]
    [InlineData(
        "[MessagePart] public partial record P { [ExtensionData] public Dictionary<string, System.Text.Json.JsonElement>? A { get; set; } [{|NIKA142:System.Text.Json.Serialization.JsonExtensionData|}] public Dictionary<string, System.Text.Json.JsonElement>? B { get; set; } }",
        "'P.B' cannot keep unknown members, 'A' does already: write [ExtensionData] on one Dictionary<string, JsonElement> of a part or of a message in a stream")]
    [InlineData(
        "[Message(\"m\"), Contract] public partial record M(JobId JobId) { [{|NIKA142:ExtensionData|}] public Dictionary<string, System.Text.Json.JsonElement>? Rest { get; set; } }",
        "'M.Rest' cannot keep unknown members, a hash has fields of its own beside the members', and plain text where JSON is expected: write [ExtensionData] on one Dictionary<string, JsonElement> of a part or of a message in a stream")]
    public Task It_is_reported_where_it_is(string source, string message) => Verify.ReportsAsync(Sources.In(source), message);

    [Theory]
    [InlineData("[Message(\"m\"), Signal] public partial record M(JobId JobId) { [ExtensionData] public ImmutableDictionary<string, System.Text.Json.JsonElement>? Rest { get; init; } }")]
    [InlineData("[MessagePart] public partial record P(Dictionary<string, System.Text.Json.JsonElement> Plain);")]
    [InlineData("public record NoMessage([property: ExtensionData] int N);")]
    public Task What_looks_alike_is_silent(string source) => Verify.IsSilentAsync(Sources.In(source));
}
