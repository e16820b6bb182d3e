using Nika.Messaging.Analyzers.Tests.Harness;
using Nika.Messaging.CodeFixes;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A handler starts work that outlives it.</summary>
public sealed class NIKA210Tests
{
    [Theory]
    [InlineData("_ = Task.{|NIKA210:Run|}(() => ok.ToString(), cancellation);", "Run")]
    [InlineData("_ = Task.{|NIKA210:Run|}(() => ok.ToString(), cancellation).ConfigureAwait(false);", "Run")]
    [InlineData("_ = Task.{|NIKA210:Run|}(() => ok.ToString(), cancellation).ContinueWith(done => done.Exception, TaskScheduler.Default);", "Run")]
    [InlineData("_ = Task.Factory.{|NIKA210:StartNew|}(() => ok.ToString(), cancellation, TaskCreationOptions.None, TaskScheduler.Default);", "StartNew")]
    [InlineData("_ = Task.Factory.{|NIKA210:StartNew|}(() => Task.Delay(1, cancellation), cancellation, TaskCreationOptions.None, TaskScheduler.Default).Unwrap();", "StartNew")]
    [InlineData("ThreadPool.{|NIKA210:QueueUserWorkItem|}(_ => ok.ToString());", "QueueUserWorkItem")]
    public Task It_is_reported_where_it_is(string statements, string method) => Verify.ReportsAsync(
        Sources.Handler(statements), $"The message is acknowledged before what '{method}' starts has ended, and lost if that fails: await it, or publish a message for it");

    [Theory]
    [InlineData("await Task.Run(() => ok.ToString(), cancellation);")]
    [InlineData("var work = Task.Run(() => ok.ToString(), cancellation); await work;")]
    [InlineData("await Task.WhenAll(Task.Run(() => ok.ToString(), cancellation), Task.Delay(1, cancellation));")]
    [InlineData("Task.Run(ok); } private static class Task { public static void Run(Ok ok) => ok.ToString(); public static System.Runtime.CompilerServices.YieldAwaitable Yield() => default;")]
    public Task What_looks_alike_is_silent(string statements) => Verify.IsSilentAsync(Sources.Handler(statements));

    [Fact]
    public Task Outside_of_handlers_it_is_nobodys_message() => Verify.IsSilentAsync(Sources.Pod("public void M() { _ = Task.Run(() => 1); }"));

    [Theory]
    [InlineData("_ = Task.Run(() => ok.ToString(), cancellation);", "_ = await Task.Run(() => ok.ToString(), cancellation);")]
    public Task It_is_fixed_by_await(string before, string after) => VerifyFix.FixesAsync(DroppedTaskFix.AwaitKey, Sources.Handler(before), Sources.Handler(after));

    [Theory]
    [InlineData("ThreadPool.QueueUserWorkItem(_ => ok.ToString());")]
    [InlineData("_ = Task.Factory.StartNew(() => Task.Delay(1, cancellation), cancellation, TaskCreationOptions.None, TaskScheduler.Default);")]
    public Task What_cannot_be_awaited_is_left_to_people(string statements) => VerifyFix.OffersNothingAsync(Sources.Handler(statements));
}
