using Nika.Messaging.Analyzers.Tests.Harness;
using Nika.Messaging.CodeFixes;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>Steps have the same number, or one is left out.</summary>
public sealed class NIKA131Tests
{
    [Theory]
    [InlineData("""[Contract("p"), Step(1, "a"), Step({|NIKA131:1|}, "b")]""", "there are several steps 1")]
    [InlineData("""[Contract("p"), Step(1, "a"), Step({|NIKA131:3|}, "b")]""", "there is no step 2")]
    [InlineData("""[Contract("p"), Step({|NIKA131:4|}, "a"), Step(5, "b")]""", "there are no steps 1 to 3")]
    [InlineData("""[Contract("p"), Step({|NIKA131:number: 0|}, "a"), Step(1, "b")]""", "0 is less than 1")]
    [InlineData("""[{|NIKA131:Contract("p", Version = 2)|}]""", "there is no [Step]")]
    public Task It_is_reported_where_it_is(string attributes, string wrong) => Verify.ReportsAsync(
        In(attributes), $"The steps of 'P' are not numbered one after another, {wrong}: number them from 1 on, each once");

    [Theory]
    [InlineData("""[Contract("p"), Step(1, "a")]""")]
    [InlineData("""[Step(3, "c"), Step(1, "a"), Contract("p"), Step(2, "b")]""")]
    [InlineData("[Serializable]")]
    public Task What_looks_alike_is_silent(string attributes) => Verify.IsSilentAsync(In(attributes));

    [Fact]
    public Task A_step_of_another_file_counts() => Verify.IsSilentAsync(In("""[Contract("p"), Step(1, "a"), Step(3, "c")]"""), In("""[Step(2, "b")]"""));

    [Fact]
    public Task The_contract_layer_has_no_steps() =>
        Verify.IsSilentAsync("namespace App; [Message(\"m\"), Contract] public sealed partial record M(JobId JobId);");

    [Theory]
    [InlineData("""[Contract("p"), Step(1, "a"), Step(1, "b"), Step(7, "c")]""", """[Contract("p"), Step(1, "a"), Step(2, "b"), Step(3, "c")]""")]
    [InlineData("[Contract(\"p\")]\n[Step(number: 9, name: \"z\")] // Last.\n[Step(0, \"a\")]", "[Contract(\"p\")]\n[Step(number: 2, name: \"z\")] // Last.\n[Step(1, \"a\")]")]
    public Task It_is_fixed_by_counting(string before, string after) => VerifyFix.FixesAsync(StepNumberFix.Key, In(before), In(after));

    [Fact]
    public Task It_is_fixed_everywhere() => VerifyFix.FixesAllAsync(
        StepNumberFix.Key,
        new Scenario(In("""[Contract("p"), Step(2, "a")]"""), In("""[Contract("q"), Step(1, "a"), Step(1, "b")]""").Replace(" P;", " Q;", StringComparison.Ordinal)),
        new Scenario(In("""[Contract("p"), Step(1, "a")]"""), In("""[Contract("q"), Step(1, "a"), Step(2, "b")]""").Replace(" P;", " Q;", StringComparison.Ordinal)));

    [Theory]
    [InlineData("""[Contract("p")]""", "")]
    [InlineData("""[Contract("p"), Step(Numbers.First, "a")]""", "namespace App; public static class Numbers { public const int First = 2; }")]
    [InlineData("""[Contract("p"), Step(1, "a"), Step(1, "b")]""", """namespace App; [Step(2, "c")] public static partial class P;""")]
    public Task What_cannot_be_counted_in_place_is_left_to_people(string attributes, string other) => VerifyFix.OffersNothingAsync(new Scenario(In(attributes), other));

    private static string In(string attributes) => "namespace App;\n" + attributes + "\npublic static partial class P;\n";
}
