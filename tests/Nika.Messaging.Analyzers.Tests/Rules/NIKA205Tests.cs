using Nika.Messaging.Analyzers.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>Something async returns nothing.</summary>
public sealed class NIKA205Tests
{
    [Theory]
    [InlineData("public async void {|NIKA205:M|}() => await Task.Yield();", "'M'", "return a Task")]
    [InlineData("public void M() { Inner(); async void {|NIKA205:Inner|}() => await Task.Yield(); }", "'Inner'", "return a Task")]
    [InlineData("public Timer M() => new({|NIKA205:async|} _ => await Task.Yield());", "this callback", "pass it to something that takes a Func<Task>")]
    [InlineData("public void M(List<int> all) => all.ForEach({|NIKA205:async|} one => await Task.Delay(one));", "this callback", "pass it to something that takes a Func<Task>")]
    [InlineData("public Action M() => {|NIKA205:async|} delegate { await Task.Yield(); };", "this callback", "pass it to something that takes a Func<Task>")]
    public Task It_is_reported_where_it_is(string member, string what, string instead) =>
        Verify.ReportsAsync(Sources.Pod(member), $"An exception in {what} ends the pod, and nobody can wait for it: {instead}");

    [Theory]
    [InlineData("public async Task M() => await Task.Yield();")]
    [InlineData("public void M() { }")]
    [InlineData("public Func<Task> M() => async () => await Task.Yield();")]
    [InlineData("public async void OnEnd(object? sender, EventArgs e) => await Task.Yield();")]
    [InlineData("public void M(AppDomain domain) => domain.UnhandledException += async (_, e) => await Task.Delay(e.IsTerminating ? 1 : 2);")]
    public Task What_looks_alike_is_silent(string member) => Verify.IsSilentAsync(Sources.Pod(member));

    [Fact]
    public Task A_handler_is_looked_at_wherever_it_is() => Verify.ReportsAsync(
        Sources.HandlerMembers("public ValueTask HandleAsync(Ok ok) { Later(); return default; } private async void {|NIKA205:Later|}() => await Task.Yield();"),
        "An exception in 'Later' ends the pod, and nobody can wait for it: return a Task");

    [Fact]
    public Task A_HandleAsync_that_returns_nothing_is_refused_already() => Verify.ReportsAsync(
        new Scenario(Sources.In("[Handler] public sealed partial class Worker { public async void {|NIKA118:HandleAsync|}(Ok ok) => await Task.Yield(); }")),
        "This HandleAsync of 'Worker' cannot be called, it returns a ValueTask or a Task: write 'public ValueTask HandleAsync(TMessage message, MessageContext context, CancellationToken cancellation)', the last two as needed");
}
