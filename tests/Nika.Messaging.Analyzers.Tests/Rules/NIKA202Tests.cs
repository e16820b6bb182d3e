using Nika.Messaging.Analyzers.Tests.Harness;
using Nika.Messaging.CodeFixes;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>Async code waits for a file, a stream, a process, a server or a database as if it were not async.</summary>
public sealed class NIKA202Tests
{
    [Theory]
    [InlineData("async Task M() { await Task.Yield(); System.IO.File.{|NIKA202:WriteAllText|}(\"a\", \"b\"); }", "WriteAllText")]
    [InlineData("async Task<byte[]> M() { await Task.Yield(); return System.IO.File.{|NIKA202:ReadAllBytes|}(\"a\"); }", "ReadAllBytes")]
    [InlineData("async Task M(System.IO.Stream stream) { await Task.Yield(); stream.{|NIKA202:Flush|}(); }", "Flush")]
    [InlineData("async Task<int> M(System.IO.FileStream stream, byte[] bytes) { await Task.Yield(); return stream.{|NIKA202:Read|}(bytes, 0, 1); }", "Read")]
    [InlineData("async Task<string?> M(System.IO.StreamReader reader) { await Task.Yield(); return reader.{|NIKA202:ReadLine|}(); }", "ReadLine")]
    [InlineData("async Task M(System.IO.StreamWriter? writer) { await Task.Yield(); writer?.{|NIKA202:WriteLine|}(\"a\"); }", "WriteLine")]
    [InlineData("async Task M(System.Diagnostics.Process process) { await Task.Yield(); process.{|NIKA202:WaitForExit|}(); }", "WaitForExit")]
    [InlineData("async Task<object> M(System.Net.Http.HttpClient client, System.Net.Http.HttpRequestMessage request) { await Task.Yield(); return client.{|NIKA202:Send|}(request); }", "Send")]
    [InlineData("async Task<object> M() { await Task.Yield(); return System.Net.Dns.{|NIKA202:GetHostEntry|}(\"a\"); }", "GetHostEntry")]
    [InlineData("async Task<int> M(System.Data.Common.DbCommand command) { await Task.Yield(); return command.{|NIKA202:ExecuteNonQuery|}(); }", "ExecuteNonQuery")]
    [InlineData("Func<Task> M(System.Data.Common.DbConnection connection) => async () => { await Task.Yield(); connection.{|NIKA202:Open|}(); };", "Open")]
    [InlineData("class Log() : System.IO.FileStream(\"a\", System.IO.FileMode.Open); async Task M(Log log) { await Task.Yield(); log.{|NIKA202:Flush|}(); }", "Flush")]
    [InlineData("void M() { _ = Inner(); async Task Inner() { await Task.Yield(); System.IO.File.{|NIKA202:WriteAllText|}(\"a\", \"b\"); } }", "WriteAllText")]
    public Task It_is_reported_where_it_is(string member, string method) =>
        Verify.ReportsAsync(Sources.Pod(member), $"'{method}' holds a thread until the other side answers: await '{method}Async'");

    [Theory]
    [InlineData("void M() => System.IO.File.WriteAllText(\"a\", \"b\");")]
    [InlineData("async Task M() { await Task.Yield(); System.IO.File.Delete(\"a\"); System.IO.Directory.CreateDirectory(\"a\"); }")]
    [InlineData("async Task M(System.IO.MemoryStream stream) { await Task.Yield(); stream.Flush(); stream.Write(new byte[1], 0, 1); }")]
    [InlineData("async Task M() { await Task.Yield(); System.IO.Stream stream = new System.IO.MemoryStream(); await stream.FlushAsync(); Console.Out.WriteLine(\"a\"); Console.WriteLine(); }")]
    [InlineData("async Task M(System.IO.StringWriter writer) { await Task.Yield(); writer.WriteLine(\"a\"); }")]
    [InlineData("async Task M(System.IO.Stream stream) { await Task.Yield(); Action flush = () => stream.Flush(); flush(); }")]
    [InlineData("async Task M(System.IO.Stream stream, object gate) { await Task.Yield(); lock (gate) { stream.Flush(); } }")]
    [InlineData("async Task M(System.IO.Stream stream, byte[] bytes) { await Task.Yield(); _ = stream.Read(bytes.AsSpan()); }")]
    [InlineData("class File { public static void Write() { } public static Task WriteAsync() => Task.CompletedTask; } async Task M() { await Task.Yield(); File.Write(); }")]
    [InlineData("async Task M(CancellationTokenSource source) { await Task.Yield(); source.Cancel(); }")]
    [InlineData("async Task<string> M() { await Task.Yield(); return nameof(System.IO.File.ReadAllText); }")]
    public Task What_looks_alike_is_silent(string member) => Verify.IsSilentAsync(Sources.Pod(member));

    [Fact]
    public Task In_a_handler_it_need_not_be_async() => Verify.ReportsAsync(
        Sources.HandlerMembers("public Task HandleAsync(Ok ok) { System.IO.File.{|NIKA202:WriteAllText|}(\"a\", ok.JobId.Value); return Task.CompletedTask; }"),
        "'WriteAllText' holds a thread until the other side answers: await 'WriteAllTextAsync'");

    [Fact]
    public Task What_is_no_pod_and_no_handler_is_left_alone() => Verify.IsSilentAsync(
        "namespace App; public static class C { public static async Task M(System.IO.Stream stream) { await Task.Yield(); stream.Flush(); } }");

    [Theory]
    [InlineData("async Task M() { await Task.Yield(); System.IO.File.WriteAllText(\"a\", \"b\"); }", "async Task M() { await Task.Yield(); await System.IO.File.WriteAllTextAsync(\"a\", \"b\"); }")]
    [InlineData(
        "async Task<int> M(System.Data.Common.DbCommand command, CancellationToken token) { await Task.Yield(); return command.ExecuteNonQuery() + command.ExecuteNonQuery(); }",
        "async Task<int> M(System.Data.Common.DbCommand command, CancellationToken token) { await Task.Yield(); return await command.ExecuteNonQueryAsync() + await command.ExecuteNonQueryAsync(); }")]
    [InlineData(
        "async Task<int> M(CancellationToken token) { await Task.Yield(); return System.IO.File.ReadAllText(\"a\").Length; }",
        "async Task<int> M(CancellationToken token) { await Task.Yield(); return (await System.IO.File.ReadAllTextAsync(\"a\", cancellationToken: token)).Length; }")]
    public Task It_is_fixed_by_the_twin(string before, string after) => VerifyFix.FixesAllAsync(AsyncTwinFix.Key, Sources.Pod(before), Sources.Pod(after));

    [Fact]
    public Task It_is_fixed_in_a_handler_that_becomes_async() => VerifyFix.FixesAsync(
        AsyncTwinFix.Key,
        Sources.HandlerMembers("public Task HandleAsync(Ok ok, CancellationToken cancellation)\n        {\n            System.IO.File.WriteAllText(\"a\", ok.JobId.Value);\n            return Task.CompletedTask;\n        }"),
        Sources.HandlerMembers("public async Task HandleAsync(Ok ok, CancellationToken cancellation)\n        {\n            await System.IO.File.WriteAllTextAsync(\"a\", ok.JobId.Value, cancellationToken: cancellation);\n        }"));

    [Theory]
    [InlineData("async Task M(System.IO.StreamWriter? writer) { await Task.Yield(); writer?.WriteLine(\"a\"); }")]
    public Task Where_no_change_is_safe_none_is_offered(string member) => VerifyFix.OffersNothingAsync(Sources.Pod(member));
}
