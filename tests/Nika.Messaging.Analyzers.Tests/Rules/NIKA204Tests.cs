using Nika.Messaging.Analyzers.Tests.Harness;
using Nika.Messaging.CodeFixes;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A handler has a token and does not pass it on.</summary>
public sealed class NIKA204Tests
{
    [Theory]
    [InlineData("await Task.{|NIKA204:Delay|}(100);", "Delay")]
    [InlineData("await Task.{|NIKA204:Delay|}(100).ConfigureAwait(false);", "Delay")]
    [InlineData("_ = await nika.{|NIKA204:PublishAsync|}(ok);", "PublishAsync")]
    [InlineData("await System.IO.File.{|NIKA204:WriteAllTextAsync|}(\"a\", \"b\");", "WriteAllTextAsync")]
    [InlineData("await Inner(); async Task Inner() => await Task.{|NIKA204:Delay|}(1);", "Delay")]
    [InlineData("Func<Task> later = () => Task.{|NIKA204:Delay|}(1); await later();", "Delay")]
    [InlineData("await foreach (var letter in nika.{|NIKA204:DeadLettersAsync|}(\"a\")) { _ = letter; }", "DeadLettersAsync")]
    [InlineData("try { await Task.{|NIKA204:Delay|}(1); } finally { await Task.Delay(1); }", "Delay")]
    public Task It_is_reported_where_it_is(string statements, string method) =>
        Verify.ReportsAsync(Sources.Handler(statements), $"'{method}' goes on when the handling has been given up: pass it 'cancellation'");

    [Theory]
    [InlineData("await Task.Delay(100, cancellation);")]
    [InlineData("await Task.Delay(100, CancellationToken.None);")]
    [InlineData("_ = await nika.PublishAsync(ok, default);")]
    [InlineData("await Task.Delay(1, cancellation).WaitAsync(cancellation); await Task.Delay(1).WaitAsync(cancellation);")]
    [InlineData("await foreach (var letter in nika.DeadLettersAsync(\"a\").WithCancellation(cancellation)) { _ = letter; }")]
    [InlineData("try { await Task.Delay(1, cancellation); } catch (OperationCanceledException) { await Task.Delay(1); }")]
    [InlineData("var source = new TaskCompletionSource(); source.SetCanceled(); _ = source.TrySetCanceled();")]
    [InlineData("await Inner(1); static async Task Inner(int time) => await Task.Delay(time);")]
    [InlineData("await Mine.DoAsync(1); } static class Mine { public static Task DoAsync(int x) => Task.FromResult(x); public static Task DoAsync(string x, CancellationToken token) => Task.FromResult((x, token));")]
    public Task What_looks_alike_is_silent(string statements) => Verify.IsSilentAsync(Sources.Handler(statements));

    [Fact]
    public Task Without_a_token_at_hand_there_is_none_to_pass() =>
        Verify.IsSilentAsync(Sources.HandlerMembers("public async ValueTask HandleAsync(Ok ok) => await Task.Delay(1);"));

    [Fact]
    public Task Outside_of_handlers_it_is_left_to_others() =>
        Verify.IsSilentAsync(Sources.Pod("async Task M(CancellationToken token) { await Task.Delay(1); token.ThrowIfCancellationRequested(); }"));

    [Theory]
    [InlineData("await Task.Delay(100).ConfigureAwait(false); _ = await nika.PublishAsync(ok);", "await Task.Delay(100, cancellationToken: cancellation).ConfigureAwait(false); _ = await nika.PublishAsync(ok, cancellationToken: cancellation);")]
    [InlineData("_ = await nika.RedriveAsync(\"a\");", "_ = await nika.RedriveAsync(\"a\", cancellationToken: cancellation);")]
    public Task It_is_fixed_by_the_token(string before, string after) => VerifyFix.FixesAllAsync(ForwardTokenFix.Key, Sources.Handler(before), Sources.Handler(after));
}
