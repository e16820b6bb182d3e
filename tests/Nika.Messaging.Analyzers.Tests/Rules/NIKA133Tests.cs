using Nika.Messaging.Analyzers.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A step that nothing can be generated for.</summary>
public sealed class NIKA133Tests
{
    private const string Rule = "lower-case letters and digits, words joined by '_', starting with a letter, at most 128 characters";

    [Theory]
    [InlineData("""[Step(1, "a", {|NIKA133:Input = typeof(string)|})]""", "which takes a 'string': write a type marked [Message(\"…\")], or an array or list of one")]
    [InlineData("""[Step(1, "a", {|NIKA133:Output = typeof(int[])|})]""", "which makes a 'int[]': write a type marked [Message(\"…\")], or an array or list of one")]
    [InlineData("""[Step(1, "a", {|NIKA133:Output = typeof(Plain)|})]""", "which makes a 'Plain': write a type marked [Message(\"…\")], or an array or list of one")]
    [InlineData("""[Step(1, "a", {|NIKA133:TimeLimit = "5 minutes"|})]""", "whose time limit '5 minutes' is no duration: write a whole number and a unit: ms, s, m, h or d")]
    [InlineData("""[Step(1, "a", {|NIKA133:TimeLimit = "0s"|})]""", "whose time limit '0s' is no duration: it must be more than nothing")]
    [InlineData("""[Step(1, "a", {|NIKA133:Attempts = 0|})]""", "which may never be tried: write at least one attempt")]
    [InlineData("""[Step(2, "a"), Step(1, "b"), Step(3, {|NIKA133:"a"|})]""", "because 'a' is called 'A' in C# already: write another name")]
    public Task It_is_reported_where_it_is(string steps, string wrong) => Verify.ReportsAsync(In(steps), $"Nothing can be generated for step 'a' of 'P', {wrong}");

    [Theory]
    [InlineData("Scan it")]
    [InlineData("scan__it")]
    [InlineData("")]
    public Task A_name_must_be_one_for_the_wire(string name) => Verify.ReportsAsync(
        In($$"""[Step({|NIKA133:name: "{{name}}"|}, number: 1)]"""),
        $"Nothing can be generated for step '{name}' of 'P', which has no name for the wire: write another one ({Rule})");

    [Fact]
    public Task So_must_the_contracts_name() => Verify.ReportsAsync(
        "namespace App;\n[{|NIKA133:Contract(\"P 1\")|}, Step(1, \"a\")]\npublic static partial class P;\n",
        $"Nothing can be generated for the contract 'P 1', which is no name for the wire: write another one ({Rule})");

    [Theory]
    [InlineData("""[Step(1, "a", Input = typeof(In), Output = typeof(In[]), TimeLimit = "90s", Attempts = 1)]""")]
    [InlineData("""[Step(1, "a", Output = typeof(System.Collections.Generic.List<In>)), Step(2, "p"), Step(3, "contract")]""")]
    [InlineData("""[Other.Step(1, "a", Input = typeof(string))] [Step(1, "b")]""")]
    public Task What_looks_alike_is_silent(string steps) => Verify.IsSilentAsync(In(steps));

    private static string In(string steps) => $$"""
        namespace App
        {
            [Contract("p")]
            {{steps}}
            public static partial class P;

            [Message("in"), WorkingMemory("in")]
            public sealed partial record In(JobId JobId);

            public sealed record Plain(JobId JobId);
        }

        namespace Other
        {
            [AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
            public sealed class StepAttribute(int number, string name) : Attribute
            {
                public int Number { get; } = number;

                public string Name { get; } = name;

                public Type? Input { get; set; }
            }
        }
        """;
}
