using Nika.Messaging.Analyzers.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>Nobody looks whether a hash was refused.</summary>
public sealed class NIKA211Tests
{
    [Theory]
    [InlineData("void M(INika nika, OkHash hash) => nika.{|NIKA211:Set|}(hash);", "Set")]
    [InlineData("void M(INika? nika, OkHash hash) { nika?.{|NIKA211:Set|}(hash); }", "Set")]
    [InlineData("void M(NikaPod nika, OkHash hash) { nika.{|NIKA211:Set|}<OkHash>(hash); }", "Set")]
    [InlineData("async Task M(INika nika, OkHash hash) => await nika.{|NIKA211:SetAsync|}(hash);", "SetAsync")]
    [InlineData("async Task M(INika nika, OkHash hash) { await nika.{|NIKA211:SetAsync|}(hash).ConfigureAwait(false); }", "SetAsync")]
    public Task It_is_reported_where_it_is(string member, string method) => Verify.ReportsAsync(
        In(member), $"'{method}' may refuse what it is given, over 524,288 bytes for one, and nothing is kept then: look at its result");

    [Theory]
    [InlineData("bool M(INika nika, OkHash hash) => nika.Set(hash).IsSuccess;")]
    [InlineData("void M(INika nika, OkHash hash) => _ = nika.Set(hash);")]
    [InlineData("async Task M(INika nika, OkHash hash) { var result = await nika.SetAsync(hash); Console.WriteLine(result); }")]
    [InlineData("ValueTask<PublishResult> M(INika nika, OkHash hash) => nika.SetAsync(hash);")]
    [InlineData("void M(INika nika, Ok ok) => nika.Publish(ok);")]
    [InlineData("class Mine { public int Set(OkHash hash) => 1; } void M(Mine mine, OkHash hash) => mine.Set(hash);")]
    public Task What_looks_alike_is_silent(string member) => Verify.IsSilentAsync(In(member));

    private static Scenario In(string member) => new(Sources.In("public sealed class Client { " + member + " }"));
}
