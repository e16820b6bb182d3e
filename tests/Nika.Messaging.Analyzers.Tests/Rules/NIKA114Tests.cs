using Nika.Messaging.Analyzers.Tests.Harness;
using Nika.Messaging.CodeFixes;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A wire name that is not allowed.</summary>
public sealed class NIKA114Tests
{
    [Theory]
    [InlineData(
        """[{|NIKA114:Message("Step-Result")|}, Signal] public partial record M(JobId JobId);""",
        "'Step-Result' cannot be the wire name of 'M': write another one (lower-case letters and digits, words joined by '_', starting with a letter, at most 128 characters)")]
    [InlineData(
        """[{|NIKA114:Message("")|}, Signal] public partial record M(JobId JobId);""",
        "'' cannot be the wire name of 'M': write another one (lower-case letters and digits, words joined by '_', starting with a letter, at most 128 characters)")]
    [InlineData(
        """[MessagePart] public partial record P([property: {|NIKA114:WireName("")|}] int N);""",
        "'' cannot be the wire name of 'N': write another one (1 to 128 characters, no quotes, backslashes or control characters)")]
    [InlineData(
        """[MessagePart] public partial record P([{|NIKA114:WireName("a\\b")|}] int N);""",
        "'a\\b' cannot be the wire name of 'N': write another one (1 to 128 characters, no quotes, backslashes or control characters)")]
    [InlineData(
        """[MessagePart] public partial record P(Color {|NIKA114:Color|}); public enum Color { [WireName("")] Red }""",
        "'' cannot be the wire name of 'Color.Red': write another one (1 to 128 characters, no quotes, backslashes or control characters)")]
    [InlineData(
        """[Message("m"), Contract] public partial record M(JobId JobId, string {|NIKA114:Type|});""",
        "'type' cannot be the wire name of 'M.Type': write another one (a hash has fields type and NIKA_META of its own)")]
    [InlineData(
        """[Message("m"), {|NIKA114:WorkingMemory("a/b")|}] public partial record M(JobId JobId);""",
        "'a/b' cannot be the wire name of 'M': write another one (an artifact is 1 to 128 ASCII letters, digits, '.', '_' and '-', starting with a letter or digit)")]
    public Task It_is_reported_where_it_is(string source, string message) => Verify.ReportsAsync(Sources.In(source), message);

    [Theory]
    [InlineData("""[Message("step_result_2"), Signal] public partial record M(JobId JobId);""")]
    [InlineData("""[MessagePart] public partial record P([property: WireName("$m/2")] int N);""")]
    [InlineData("""[Message("m"), Signal] public partial record M(JobId JobId, string Type);""")]
    [InlineData("""[Message("m"), WorkingMemory("a.b_c-{Desk}")] public partial record M(JobId JobId, DeskId Desk);""")]
    [InlineData("""public record NoMessage([property: WireName("")] int N);""")]
    public Task What_looks_alike_is_silent(string source) => Verify.IsSilentAsync(Sources.In(source));

    [Theory]
    [InlineData("""[Message("Step-Result"), Signal] public partial record M(JobId JobId);""", """[Message("step_result"), Signal] public partial record M(JobId JobId);""")]
    [InlineData("""[Message("HTTPCall2.", Version = 2), Signal] public partial record M(JobId JobId);""", """[Message("http_call2", Version = 2), Signal] public partial record M(JobId JobId);""")]
    public Task It_is_fixed_by_words_in_lower_case(string before, string after) => VerifyFix.FixesAsync(WireNameFix.Key, Sources.In(before), Sources.In(after));

    [Theory]
    [InlineData("""[Message(""), Signal] public partial record M(JobId JobId);""")]
    [InlineData("""[Message("2-steps"), Signal] public partial record M(JobId JobId);""")]
    [InlineData("""[MessagePart] public partial record P([property: WireName("")] int N);""")]
    [InlineData("""[Message(Names.M), Signal] public partial record M(JobId JobId); public static class Names { public const string M = "A B"; }""")]
    public Task What_makes_no_name_is_left_to_people(string source) => VerifyFix.OffersNothingAsync(new Scenario(Sources.In(source)));
}
