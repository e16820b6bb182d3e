namespace Nika.Messaging.Analyzers.Tests.Suppressions;

/// <summary>HandleAsync is an instance's, whether it needs the instance or not.</summary>
public sealed class NIKA302Tests
{
    private const string Message = """namespace App; [Message("m"), Signal] public sealed partial record M(JobId JobId); """;

    [Theory]
    [InlineData("[Handler] public sealed partial class H { public ValueTask {|CA1822:HandleAsync|}(M m) => default; }")]
    [InlineData("public sealed partial class H { public Task {|CA1822:HandleAsync|}(M m, MessageContext context, CancellationToken cancellation) => Task.CompletedTask; } [Handler(\"mine\")] public sealed partial class H;")]
    public Task What_is_dispatched_to_is_suppressed(string source) => VerifySuppression.SuppressesAsync("CA1822", Message + source);

    [Fact]
    public Task What_is_switched_off_stays() => VerifySuppression.LeavesAsync(
        "CA1822", Message + "[Handler] public sealed partial class H { public ValueTask {|CA1822:HandleAsync|}(M m) => default; }", switchedOff: "NIKA302");

    [Theory]
    [InlineData("[Handler] public sealed partial class H { public ValueTask HandleAsync(M m) => M2(this); public ValueTask {|CA1822:Other|}(M m) => default; private static ValueTask M2(object any) => default; }")]
    [InlineData("public sealed class NoHandler { public ValueTask {|CA1822:HandleAsync|}(M m) => default; }")]
    [InlineData("[Handler] public sealed partial class H { public ValueTask HandleAsync(M m) => M2(this); internal void {|CA1822:HandleAsync|}(int n) { } private static ValueTask M2(object any) => default; }")]
    public Task What_can_be_static_stays(string source) => VerifySuppression.LeavesAsync("CA1822", Message + source);
}
