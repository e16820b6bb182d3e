using Nika.Messaging.Analyzers.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A member is of a type that cannot be written.</summary>
public sealed class NIKA106Tests
{
    [Theory]
    [InlineData(
        """[Message("m"), Signal] public partial record M(JobId JobId, object {|NIKA106:Any|});""",
        "'M.Any' is a 'object', which has no form on the wire: use a string, bool, number, enum, id, Guid, DateTimeOffset, DateOnly, TimeSpan, byte[], [MessagePart] type, or an array or list of these")]
    [InlineData(
        """[Message("m"), Signal] public partial record M(JobId JobId, DateTime {|NIKA106:At|});""",
        "'M.At' is a 'System.DateTime', which has no form on the wire: use a string, bool, number, enum, id, Guid, DateTimeOffset, DateOnly, TimeSpan, byte[], [MessagePart] type, or an array or list of these")]
    [InlineData(
        """[Message("m"), Signal] public partial record M(JobId JobId, List<Plain> {|NIKA106:Plains|}); public sealed record Plain(int Number);""",
        "'M.Plains' is a 'System.Collections.Generic.List<App.Plain>', which has no form on the wire: use a string, bool, number, enum, id, Guid, DateTimeOffset, DateOnly, TimeSpan, byte[], [MessagePart] type, or an array or list of these")]
    [InlineData(
        "[MessagePart] public partial class P { public Dictionary<string, int>? {|NIKA106:Map|} { get; set; } }",
        "'P.Map' is a 'System.Collections.Generic.Dictionary<string, int>?', which has no form on the wire: use a string, bool, number, enum, id, Guid, DateTimeOffset, DateOnly, TimeSpan, byte[], [MessagePart] type, or an array or list of these")]
    [InlineData(
        "[MessagePart] public partial record P : Base; public abstract record Base { public int[,]? {|NIKA106:Grid|} { get; init; } }",
        "'P.Grid' is a 'int[*,*]?', which has no form on the wire: use a string, bool, number, enum, id, Guid, DateTimeOffset, DateOnly, TimeSpan, byte[], [MessagePart] type, or an array or list of these")]
    public Task It_is_reported_where_it_is(string source, string message) => Verify.ReportsAsync(Sources.In(source), message);

    [Theory]
    [InlineData("""[Message("m"), Signal] public partial record M(JobId JobId, string A, bool B, decimal C, DayOfWeek D, Guid E, DateTimeOffset F, DateOnly G, TimeSpan H, byte[] I, P J, DeskId K); [MessagePart] public partial record P(int Number);""")]
    [InlineData("[MessagePart] public partial record P(int? A, ImmutableArray<string> B, List<Guid> C, IReadOnlyList<P> D, P[] E, List<List<int>> F);")]
    [InlineData("[MessagePart] public partial record P(int A) { public object Computed => A; public static object? Shared { get; set; } internal object? Hidden { get; set; } }")]
    [InlineData("public record NoMessage(object Any);")]
    public Task What_looks_alike_is_silent(string source) => Verify.IsSilentAsync(Sources.In(source));
}
