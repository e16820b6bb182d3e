using Nika.Messaging.Analyzers.Tests.Harness;
using Nika.Messaging.CodeFixes;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A thread of the pod waits.</summary>
public sealed class NIKA201Tests
{
    [Theory]
    [InlineData("int M(Task<int> task) => task.{|NIKA201:Result|};", "Result", "await it")]
    [InlineData("int M(ValueTask<int> task) => task.{|NIKA201:Result|};", "Result", "await it")]
    [InlineData("int? M(Task<int>? task) => task?.{|NIKA201:Result|};", "Result", "await it")]
    [InlineData("void M(Task task) => task.{|NIKA201:Wait|}();", "Wait", "await it")]
    [InlineData("bool M(Task task) => task.{|NIKA201:Wait|}(100);", "Wait", "await it")]
    [InlineData("void M(Task task, CancellationToken token) => task.{|NIKA201:Wait|}(token);", "Wait", "await it")]
    [InlineData("void M(Task task) => task.GetAwaiter().{|NIKA201:GetResult|}();", "GetResult", "await it")]
    [InlineData("int M(ValueTask<int> task) => task.ConfigureAwait(false).GetAwaiter().{|NIKA201:GetResult|}();", "GetResult", "await it")]
    [InlineData("void M(Task a, Task b) => Task.{|NIKA201:WaitAll|}(a, b);", "WaitAll", "await Task.WhenAll")]
    [InlineData("int M(Task[] all) => Task.{|NIKA201:WaitAny|}(all);", "WaitAny", "await Task.WhenAny")]
    [InlineData("void M() => Thread.{|NIKA201:Sleep|}(100);", "Sleep", "await Task.Delay")]
    [InlineData("void M(Thread thread) => thread.{|NIKA201:Join|}();", "Join", "run the work as a task, and await that")]
    [InlineData("void M(SemaphoreSlim semaphore) => semaphore.{|NIKA201:Wait|}();", "Wait", "await WaitAsync")]
    [InlineData("bool M(SemaphoreSlim semaphore, TimeSpan time) => semaphore.{|NIKA201:Wait|}(time);", "Wait", "await WaitAsync")]
    [InlineData("void M(ManualResetEventSlim set) => set.{|NIKA201:Wait|}();", "Wait", "await the task of a TaskCompletionSource")]
    [InlineData("void M(CountdownEvent down) => down.{|NIKA201:Wait|}();", "Wait", "await Task.WhenAll")]
    [InlineData("void M(AutoResetEvent set) => set.{|NIKA201:WaitOne|}();", "WaitOne", "await a SemaphoreSlim's WaitAsync, or the task of a TaskCompletionSource")]
    [InlineData("bool M(Mutex mutex) => mutex.{|NIKA201:WaitOne|}(1000);", "WaitOne", "await a SemaphoreSlim's WaitAsync, or the task of a TaskCompletionSource")]
    [InlineData("void M(object gate) { lock (gate) { Monitor.{|NIKA201:Wait|}(gate); } }", "Wait", "await a SemaphoreSlim's WaitAsync")]
    [InlineData("void M(Func<bool> isSet) => SpinWait.{|NIKA201:SpinUntil|}(isSet);", "SpinUntil", "await the task of a TaskCompletionSource")]
    [InlineData("void M(int[] all) => Parallel.{|NIKA201:ForEach|}(all, async one => await Task.Delay(one));", "ForEach", "await Parallel.ForEachAsync, which waits for the asynchronous work too")]
    [InlineData("Func<int> M(Task<int> task) => () => task.{|NIKA201:Result|};", "Result", "await it")]
    [InlineData("async Task<int> M(Task<int> task) { var x = task.{|NIKA201:Result|}; await task; return x; }", "Result", "await it")]
    [InlineData("async Task<int> M(Task<int> a, Task<int> b) { await b; return a.{|NIKA201:Result|}; }", "Result", "await it")]
    [InlineData("async Task<int> M(Task<int> a) { await Task.Delay(await Task.FromResult(1)); return a.{|NIKA201:Result|}; }", "Result", "await it")]
    public Task It_is_reported_where_it_is(string member, string name, string instead) =>
        Verify.ReportsAsync(Sources.Pod(member), $"'{name}' holds a thread of the pod while it waits: {instead}");

    [Theory]
    [InlineData("class Mine { public int Result => 1; public void Wait() { } public Mine GetAwaiter() => this; public int GetResult() => 1; } int M(Mine mine) { mine.Wait(); return mine.Result + mine.GetAwaiter().GetResult(); }")]
    [InlineData("class Thread { public static void Sleep(int time) { } } void M() => Thread.Sleep(100);")]
    [InlineData("bool M(SemaphoreSlim semaphore) => semaphore.Wait(0) || semaphore.Wait(TimeSpan.Zero);")]
    [InlineData("bool M(Task task, AutoResetEvent set) => task.Wait(0) || set.WaitOne(0);")]
    [InlineData("string M() => nameof(Task<int>.Result);")]
    [InlineData("async Task<int> M(Task<int> task) { await task; return task.Result; }")]
    [InlineData("async Task<int> M(Task<int> task) { await task.ConfigureAwait(false); return task.Result; }")]
    [InlineData("async Task<int> M(Task<int> a, Task<int> b) { await Task.WhenAll(a, b).ConfigureAwait(false); return a.Result + b.Result; }")]
    [InlineData("async Task<int> M(Task<int>[] all) { await Task.WhenAll(all); int sum = all[0].Result; foreach (var one in all) { sum += one.Result; } return sum; }")]
    [InlineData("async Task<int[]> M(Task<int>[] all) { await Task.WhenAll(all); return Array.ConvertAll(all, one => one.Result); }")]
    [InlineData("async Task<int> M(Task<int> a, Task<int> b) => (await Task.WhenAny(a, b)).Result;")]
    [InlineData("async Task<int> M(Task<int> a, Task<int> b) { var first = await Task.WhenAny(a, b); return first.Result; }")]
    [InlineData("int M(Task<int> task) => task.IsCompletedSuccessfully ? task.Result : 0;")]
    [InlineData("int M(ValueTask<int> task) { if (!task.IsCompleted) { return 0; } return task.GetAwaiter().GetResult(); }")]
    [InlineData("Task M(Task<int> task) => task.ContinueWith(done => done.Result, TaskScheduler.Default);")]
    [InlineData("void M(object gate) { lock (gate) { } Monitor.Enter(gate); Monitor.Exit(gate); }")]
    [InlineData("void M(ReaderWriterLockSlim gate) { gate.EnterReadLock(); gate.ExitReadLock(); }")]
    [InlineData("void M(int[] all) => Parallel.ForEach(all, one => { });")]
    [InlineData("Task M(int[] all) => Parallel.ForEachAsync(all, async (one, token) => await Task.Delay(one, token));")]
    public Task What_looks_alike_is_silent(string member) => Verify.IsSilentAsync(Sources.Pod(member));

    [Theory]
    [InlineData("async Task<int> M(Task<int> task) => task.Result + 1;", "async Task<int> M(Task<int> task) => await task + 1;")]
    [InlineData("async Task<int> M(Task<string> task) => task.Result.Length;", "async Task<int> M(Task<string> task) => (await task).Length;")]
    [InlineData("async Task M(Task a, Task b) { a.Wait(); Task.WaitAll(a, b); }", "async Task M(Task a, Task b) { await a; await Task.WhenAll(a, b); }")]
    [InlineData("async Task M(Task a, CancellationToken token) { a.Wait(token); }", "async Task M(Task a, CancellationToken token) { await a.WaitAsync(token); }")]
    [InlineData("async Task M(SemaphoreSlim s) { if (s.Wait(100)) { Thread.Sleep(5); } }", "async Task M(SemaphoreSlim s) { if (await s.WaitAsync(100)) { await Task.Delay(5); } }")]
    [InlineData("async Task<int> M(ValueTask<int> t) => t.ConfigureAwait(false).GetAwaiter().GetResult();", "async Task<int> M(ValueTask<int> t) => await t.ConfigureAwait(false);")]
    [InlineData("public Task M(Task task)\n    {\n        task.Wait();\n        return Task.CompletedTask;\n    }", "public async Task M(Task task)\n    {\n        await task;\n    }")]
    [InlineData("Task<int> M(Task<int> task)\n{\n    return Task.FromResult(task.Result);\n}", "async Task<int> M(Task<int> task)\n{\n    return await task;\n}")]
    [InlineData("// Why.\nValueTask<int> M(Task<int> task) => new(task.Result);", "// Why.\nasync ValueTask<int> M(Task<int> task) => await task;")]
    [InlineData("Task M(Task<int> task) => Task.Delay(task.Result);", "async Task M(Task<int> task) => await Task.Delay(await task);")]
    [InlineData(
        "Task M(Task task, bool soon)\n    {\n        if (soon)\n        {\n            return Task.CompletedTask;\n        }\n\n        task.Wait();\n        return Task.Delay(1);\n    }",
        "async Task M(Task task, bool soon)\n    {\n        if (soon)\n        {\n            return;\n        }\n\n        await task;\n        await Task.Delay(1);\n    }")]
    [InlineData(
        "Func<int, Task> M(Task<int> task) => more => Task.Delay(task.Result + more);",
        "Func<int, Task> M(Task<int> task) => async more => await Task.Delay(await task + more);")]
    [InlineData(
        "void M(Task<int> task) { _ = Inner(); Task<int> Inner() { Func<int> f = () => { return 1; }; return Task.FromResult(f() + task.Result); } }",
        "void M(Task<int> task) { _ = Inner(); async Task<int> Inner() { Func<int> f = () => { return 1; }; return f() + await task; } }")]
    public Task It_is_fixed_by_await(string before, string after) => VerifyFix.FixesAllAsync(AwaitFix.Key, Sources.Pod(before), Sources.Pod(after));

    [Fact]
    public Task It_is_fixed_one_at_a_time() => VerifyFix.FixesFirstAsync(
        AwaitFix.Key, Sources.Pod("Task M(Task a, Task b) { a.Wait(); b.Wait(); return a; }"), Sources.Pod("async Task M(Task a, Task b) { await a; b.{|NIKA201:Wait|}(); await a; }"));

    [Fact]
    public Task It_is_fixed_in_main_and_in_a_program_of_statements() => Task.WhenAll(
        VerifyFix.FixesAsync(
            AwaitFix.Key,
            new Scenario("static class Program { static int Main(string[] args) { Task.Delay(args.Length).Wait(); return 0; } }") { IsExecutable = true },
            new Scenario("static class Program { static async Task<int> Main(string[] args) { await Task.Delay(args.Length); return 0; } }") { IsExecutable = true }),
        VerifyFix.FixesAsync(
            AwaitFix.Key,
            new Scenario("Task.Delay(args.Length).GetAwaiter().GetResult();") { IsExecutable = true },
            new Scenario("await Task.Delay(args.Length);") { IsExecutable = true }));

    [Theory]
    [InlineData("int M(Task<int> task) => task.Result;")]
    [InlineData("int P { get => Task.Delay(1).Wait(1) ? 1 : 0; }")]
    [InlineData("Pod(Task task) => task.Wait();")]
    [InlineData("async Task M(Task task, object gate) { lock (gate) { task.Wait(); } await task; }")]
    [InlineData("Task M(Task task, in int number) { task.Wait(); return number == 0 ? task : Task.CompletedTask; }")]
    [InlineData("Task M(Task task) { Span<byte> bytes = new byte[1]; task.Wait(); bytes[0] = 1; return task; }")]
    [InlineData("Action M(Task task) => () => task.Wait();")]
    [InlineData("IEnumerable<int> M(Task<int> task) { yield return task.Result; }")]
    [InlineData("async Task<bool> M(Task task) { await Task.Yield(); return task.Wait(100); }")]
    [InlineData("async Task<int?> M(Task<int>? task) { await Task.Yield(); return task?.Result; }")]
    [InlineData("int number = Task.FromResult(1).Result; public int M() => number;")]
    public Task Where_no_change_is_safe_none_is_offered(string member) => VerifyFix.OffersNothingAsync(Sources.Pod(member));
}
