using Microsoft.CodeAnalysis;
using Nika.Messaging.Analyzers.Tests.Harness;
using Nika.Messaging.Generators.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A key of one of the layers is written out and handed to Redis. The library under the sources is StackExchange.Redis itself.</summary>
public sealed class NIKA206Tests
{
    [Theory]
    [InlineData("object M(IDatabase db) => db.StringGet({|NIKA206:\"nika:wm:job-1:pages\"|});", "nika:wm:job-1:pages", "working memory")]
    [InlineData("object M(IDatabase db, JobId job) => db.HashGetAll({|NIKA206:$\"nika:contract:{job}\"|});", "nika:contract:…", "contracts")]
    [InlineData("object M(IDatabase db, string job) => db.KeyDelete({|NIKA206:\"nika:ipc:\" + job|});", "nika:ipc:", "jobs' signals")]
    [InlineData("private const string Feed = \"nika:feed:entities\"; object M(IDatabase db) => db.KeyExists({|NIKA206:Feed|});", "nika:feed:entities", "entity feed")]
    [InlineData("object M(IDatabase db) => db.KeyDelete(new RedisKey[] { \"mine\", {|NIKA206:\"agent:events\"|} });", "agent:events", "telemetry")]
    [InlineData("object M(IDatabase db) => db.Execute(\"XLEN\", {|NIKA206:\"nika:dlq:nika:feed:entities\"|});", "nika:dlq:nika:feed:entities", "dead letters")]
    [InlineData("object M(IDatabase db) => db.HashGetAll({|NIKA206:\"nika:ipc:metrics:2026-11-25\"|});", "nika:ipc:metrics:2026-11-25", "pods' counters")]
    public Task It_is_reported_where_it_is(string member, string text, string layer) => Verify.ReportsAsync(
        In(member), $"'{text}' is a key of the {layer}, and goes past its contract and its time to live: use its messages, and their 'KeyFor'");

    [Theory]
    [InlineData("object M(IDatabase db) => db.StringGet(\"mine:nika:wm:job-1\");")]
    [InlineData("object M(IDatabase db) => db.KeyExists(\"nika:wmx\") && db.KeyExists(\"agent:eventsource\") && db.KeyExists(\"nika\");")]
    [InlineData("object M(IDatabase db, string prefix) => db.StringGet($\"{prefix}nika:wm:a\");")]
    [InlineData("object M() => \"nika:wm:job-1:pages\".Length + string.Concat(\"nika:ipc:\", \"a\");")]
    [InlineData("class Mine { public int StringGet(string key) => key.Length; } object M(Mine mine) => mine.StringGet(\"nika:wm:a\");")]
    public Task What_looks_alike_is_silent(string member) => Verify.IsSilentAsync(In(member));

    [Fact]
    public Task It_is_looked_for_wherever_the_library_is_used() => Verify.ReportsAsync(
        In("object M(IDatabase db) => db.StringGet({|NIKA206:\"nika:wm:a\"|});") with { Properties = new Dictionary<string, string>(StringComparer.Ordinal) },
        "'nika:wm:a' is a key of the working memory, and goes past its contract and its time to live: use its messages, and their 'KeyFor'");

    [Theory]
    [InlineData("object M(IDatabase db, DeskId desk) => db.StringGet({|NIKA206:$\"desk:{desk}:ticks\"|});", "desk:…", "PriceTick")]
    [InlineData("object M(IDatabase db) => db.HashGetAll({|NIKA206:\"limits\"|});", "limits", "Limits")]
    public Task The_key_of_a_declared_message_is_known_too(string member, string text, string message) => Verify.ReportsAsync(
        In(member + Declared), $"'{text}' is a key of the message '{message}', and goes past its contract and its time to live: use its messages, and their 'KeyFor'");

    [Theory]
    [InlineData("object M(IDatabase db) => db.StringGet(\"limits:1\");")]
    [InlineData("object M(IDatabase db, string all) => db.StringGet(\"limits\" + all);")]
    [InlineData("object M(IDatabase db) => db.StringGet(\"des\");")]
    [InlineData("object M(IDatabase db) => db.StringGet(\"free:1\");")]
    public Task What_only_looks_like_the_key_of_a_declared_message_is_silent(string member) => Verify.IsSilentAsync(In(member + Declared));

    [Fact]
    public Task The_key_of_a_message_in_a_reference_is_known_too()
    {
        var far = Generation.Of(Source.Compile("namespace Far; [Message(\"far\"), Hash(\"far:{Job}\"), Ttl(\"1h\")] public sealed partial record Distant(JobId Job);").WithAssemblyName("Far")).Output;
        var scenario = In("object M(IDatabase db) => db.StringGet({|NIKA206:\"far:1\"|});");
        return Verify.ReportsAsync(
            scenario with { References = [.. scenario.References, far.ToMetadataReference()] },
            "'far:1' is a key of the message 'Distant', and goes past its contract and its time to live: use its messages, and their 'KeyFor'");
    }

    private const string Declared = """
        }
        [Id] public readonly partial struct DeskId;
        [Message("price_tick"), Stream("desk:{Desk}:ticks"), Ttl("10m")] public sealed partial record PriceTick(DeskId Desk);
        [Message("limits"), Hash("limits"), Ttl("10m")] public sealed partial record Limits(int N);
        [Message("free"), Hash("{Desk}:free"), Ttl("10m")] public sealed partial record Free(DeskId Desk);
        public static class End {
        """;

    private static Scenario In(string member) => Scenario.Pod("using StackExchange.Redis;\nnamespace App; public sealed class Pod\n{\n    " + member + "\n}");
}
