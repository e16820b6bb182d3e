using Nika.Messaging.Analyzers.Tests.Harness;
using Nika.Messaging.CodeFixes;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A task of the library's is dropped.</summary>
public sealed class NIKA203Tests
{
    [Theory]
    [InlineData("void M(INika nika, Ok ok) => nika.{|NIKA203:PublishAsync|}(ok);", "PublishAsync", "Publish")]
    [InlineData("void M(IPublisher nika, Ok ok) { nika.{|NIKA203:PublishAsync|}(ok); }", "PublishAsync", "Publish")]
    [InlineData("async Task M(INika nika, Ok ok) { await Task.Yield(); _ = nika.{|NIKA203:PublishAsync|}(ok); }", "PublishAsync", "Publish")]
    [InlineData("void M(INika? nika, Ok ok) => nika?.{|NIKA203:PublishAsync|}(ok);", "PublishAsync", "Publish")]
    [InlineData("void M(INika nika, Ok ok) => nika.{|NIKA203:PublishAsync|}(ok).ConfigureAwait(false);", "PublishAsync", "Publish")]
    [InlineData("void M(INika nika, Ok ok) { _ = nika.{|NIKA203:PublishAsync|}(ok).AsTask(); }", "PublishAsync", "Publish")]
    [InlineData("Action M(INika nika, Ok ok) => () => nika.{|NIKA203:PublishAsync|}(ok);", "PublishAsync", "Publish")]
    [InlineData("void M(INika nika, OkHash ok) => nika.{|NIKA203:SetAsync|}(ok);", "SetAsync", "Set")]
    [InlineData("void M(INika nika, Ok ok) => ok.{|NIKA203:PublishToAsync|}(nika);", "PublishToAsync", "PublishTo")]
    [InlineData("void M(INika nika, IPublishable ok) => ok.{|NIKA203:PublishToAsync|}(nika);", "PublishToAsync", "PublishTo")]
    [InlineData("void M(INika nika, JobId job) => nika.{|NIKA203:FollowAsync|}(job);", "FollowAsync", null)]
    public Task It_is_reported_where_it_is(string member, string method, string? without) => Verify.ReportsAsync(
        In(member), $"Nobody learns what becomes of '{method}': await it, or keep its task{(without is null ? "" : $"; '{without}' is for those who need not know")}");

    [Theory]
    [InlineData("async Task M(INika nika, Ok ok) => await nika.PublishAsync(ok);")]
    [InlineData("async Task<bool> M(INika nika, Ok ok) { var task = nika.PublishAsync(ok); return (await task).IsSuccess; }")]
    [InlineData("ValueTask<PublishResult> M(INika nika, Ok ok) => nika.PublishAsync(ok);")]
    [InlineData("void M(INika nika, Ok ok, List<Task> tasks) => tasks.Add(nika.PublishAsync(ok).AsTask());")]
    [InlineData("void M(INika nika, Ok ok) => _ = nika.PublishAsync(ok).AsTask().ContinueWith(done => Console.WriteLine(done.Result), TaskScheduler.Default);")]
    [InlineData("void M(INika nika, Ok ok) => nika.Publish(ok);")]
    [InlineData("class Mine { public Task PublishAsync() => Task.CompletedTask; } void M(Mine mine) => mine.PublishAsync();")]
    [InlineData("class Mine { public Task PublishToAsync() => Task.CompletedTask; } void M(Mine mine) { _ = mine.PublishToAsync(); }")]
    [InlineData("Func<ValueTask<PublishResult>> M(INika nika, Ok ok) => () => nika.PublishAsync(ok);")]
    public Task What_looks_alike_is_silent(string member) => Verify.IsSilentAsync(In(member));

    [Fact]
    public Task What_is_declared_here_is_not_the_librarys_whatever_its_namespace() => Verify.IsSilentAsync(
        "namespace Nika.Messaging.Mine; public static class Mine { public static Task SaveAsync() => Task.CompletedTask; public static void M() { _ = SaveAsync(); } }");

    [Theory]
    [InlineData("async Task M(INika nika, Ok ok) { await Task.Yield(); _ = nika.PublishAsync(ok); }", "async Task M(INika nika, Ok ok) { await Task.Yield(); _ = await nika.PublishAsync(ok); }")]
    [InlineData("Task M(INika nika, Ok ok) { nika.PublishAsync(ok).ConfigureAwait(false); return Task.Delay(1); }", "async Task M(INika nika, Ok ok) { await nika.PublishAsync(ok).ConfigureAwait(false); await Task.Delay(1); }")]
    public Task It_is_fixed_by_await(string before, string after) => VerifyFix.FixesAsync(DroppedTaskFix.AwaitKey, In(before), In(after));

    [Theory]
    [InlineData("void M(INika nika, Ok ok) { nika.PublishAsync(ok); _ = nika.PublishAsync<Ok>(ok); ok.PublishToAsync(nika); }", "void M(INika nika, Ok ok) { nika.Publish(ok); _ = nika.Publish<Ok>(ok); ok.PublishTo(nika); }")]
    public Task It_is_fixed_by_the_method_that_does_not_wait(string before, string after) => VerifyFix.FixesAllAsync(DroppedTaskFix.WithoutWaitingKey, In(before), In(after));

    private static Scenario In(string member) => new(Sources.In("    public sealed class Client\n    {\n        " + member + "\n    }"));
}
