namespace Nika.Messaging.Analyzers.Tests.Suppressions;

/// <summary>The message's parameter says what is handled.</summary>
public sealed class NIKA303Tests
{
    [Theory]
    [InlineData("IDE0060")]
    [InlineData("RCS1163")]
    public Task The_message_is_suppressed(string alarm) =>
        VerifySuppression.SuppressesAsync(alarm, In("[Handler] public sealed partial class H { public ValueTask HandleAsync(M {|ID:m|}) => default; }", alarm));

    [Theory]
    [InlineData("[Handler] public sealed partial class H { public ValueTask HandleAsync() => default; public ValueTask Other(M {|ID:m|}) => default; }")]
    [InlineData("public sealed class NoHandler { public ValueTask HandleAsync(M {|ID:m|}) => default; }")]
    public Task What_can_be_removed_stays(string source) => VerifySuppression.LeavesAsync("IDE0060", In(source, "IDE0060"));

    private static string In(string source, string alarm) => "namespace App; " + source.Replace("{|ID:", "{|" + alarm + ":", StringComparison.Ordinal) + Rest;

    private const string Rest = """ [Message("m"), Signal] public sealed partial class M { public required JobId JobId { get; init; } }""";
}
