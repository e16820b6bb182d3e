using Nika.Messaging.Analyzers.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A step's input comes from nowhere.</summary>
public sealed class NIKA130Tests
{
    [Theory]
    [InlineData("""[Step(1, "a", Input = typeof(In)), Step(2, "b", {|NIKA130:Input = typeof(Mid)|})]""", "b", "Mid", "where there is In")]
    [InlineData("""[Step(1, "a", Input = typeof(In), Output = typeof(Out))] [Step(2, "b", {|NIKA130:Input = typeof(Mid)|}, Output = typeof(Mid))]""", "b", "Mid", "where there is In, Out")]
    [InlineData("""[Step(2, "b", {|NIKA130:Input = typeof(Mid)|}), Step(3, "c", Output = typeof(Mid)), Step(1, "a", Output = typeof(Out))]""", "b", "Mid", "where there is Out")]
    [InlineData("""[Step(1, "a"), Step(2, "b", {|NIKA130:Input = typeof(Mid[])|})]""", "b", "Mid[]", "where there is nothing yet")]
    [InlineData("""[Step(1, "a", Output = typeof(Mid[])), Step(2, "b", {|NIKA130:Input = typeof(ImmutableArray<Mid>)|})]""", "b", "ImmutableArray<Mid>", "where there is Mid[]")]
    public Task It_is_reported_where_it_is(string steps, string step, string input, string available) => Verify.ReportsAsync(
        In(steps), $"Step '{step}' waits for a '{input}' that no earlier step puts out, {available}: let an earlier one make it, or take what there is");

    [Theory]
    [InlineData("""[Step(1, "a", Input = typeof(In), Output = typeof(Mid)), Step(2, "b", Input = typeof(Mid), Output = typeof(Out)), Step(3, "c", Input = typeof(In)), Step(4, "d", Input = typeof(Mid))]""")]
    [InlineData("""[Step(1, "a", Output = typeof(Mid[])), Step(2, "each", Input = typeof(Mid), Output = typeof(Out)), Step(3, "all", Input = typeof(IReadOnlyList<Out>))]""")]
    [InlineData("""[Step(1, "a", Output = typeof(List<Mid>)), Step(2, "each", Input = typeof(Mid)), Step(3, "same", Input = typeof(List<Mid>))]""")]
    [InlineData("""[Step(2, "b", Input = typeof(Mid)), Step(1, "a", Output = typeof(Mid))]""")]
    [InlineData("""[Step(1, "a"), Step(2, "b")]""")]
    public Task What_looks_alike_is_silent(string steps) => Verify.IsSilentAsync(In(steps));

    [Fact]
    public Task What_is_no_list_has_no_elements() => Verify.ReportsAsync(
        In("""[Step(1, "a", {|NIKA133:Output = typeof(Lazy<Mid>)|}), Step(2, "b", {|NIKA130:Input = typeof(Mid)|})]"""),
        "Nothing can be generated for step 'a' of 'P', which makes a 'Lazy<Mid>': write a type marked [Message(\"…\")], or an array or list of one",
        "Step 'b' waits for a 'Mid' that no earlier step puts out, where there is Lazy<Mid>: let an earlier one make it, or take what there is");

    [Theory]
    [InlineData("""[Other.Contract("p"), Other.Step(1, "a"), Other.Step(2, "b", Input = typeof(Mid))] public static class Theirs;""")]
    [InlineData("public static class None;")]
    public Task What_is_no_pipeline_is_silent(string source) => Verify.IsSilentAsync(In("""[Step(1, "a")]""") + source);

    [Fact]
    public Task While_numbers_are_repeated_nobody_knows_what_is_earlier() => Verify.ReportsAsync(
        In("""[Step(1, "a", Output = typeof(Out)), Step({|NIKA131:1|}, "b", Input = typeof(Mid))]"""),
        "The steps of 'P' are not numbered one after another, there are several steps 1: number them from 1 on, each once");

    [Fact]
    public Task Steps_in_several_files_are_of_one_pipeline() => Verify.ReportsAsync(
        [
            In("""[Step(2, "b", Input = typeof(Mid)), Step(3, "c", {|NIKA130:Input = typeof(Out)|})]"""),
            """namespace App; [Step(1, "a", Output = typeof(Mid))] public static partial class P;""",
        ],
        ["Step 'c' waits for a 'Out' that no earlier step puts out, where there is Mid: let an earlier one make it, or take what there is"]);

    private static string In(string steps) =>
        "namespace App;\n[Contract(\"p\")]\n" + steps + "\npublic static partial class P;\n" + """
        [Message("in"), Signal] public sealed partial record In(JobId JobId);
        [Message("mid"), WorkingMemory("mid")] public sealed partial record Mid(JobId JobId);
        [Message("out"), WorkingMemory("out")] public sealed partial record Out(JobId JobId);
        public static class Other
        {
            public sealed class ContractAttribute(string name) : Attribute { public string Name => name; }
            [AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
            public sealed class StepAttribute(int number, string name) : Attribute { public int Number => number; public string Name => name; public Type? Input { get; set; } }
        }

        """;
}
