using Nika.Messaging.Analyzers.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A member is of a type that cannot be written.</summary>
public sealed class NIKA106Tests
{
    [Theory]
    [InlineData(
        """[Message("m"), Signal] public partial record M(JobId JobId, object {|NIKA106:Any|});""",
        "'M.Any' is a 'object', which has no form on the wire: use a string, char, bool, number, enum, id, Guid, date, time, Uri, Version, byte[], JsonElement, [MessagePart] type, an array, list, set or dictionary of these, or write [JsonCodec(typeof(…))]")]
    [InlineData(
        """[Message("m"), Signal] public partial record M(JobId JobId, nint {|NIKA106:At|});""",
        "'M.At' is a 'nint', which has no form on the wire: use a string, char, bool, number, enum, id, Guid, date, time, Uri, Version, byte[], JsonElement, [MessagePart] type, an array, list, set or dictionary of these, or write [JsonCodec(typeof(…))]")]
    [InlineData(
        """[Message("m"), Signal] public partial record M(JobId JobId, List<Plain> {|NIKA106:Plains|}); public sealed record Plain(int Number);""",
        "'M.Plains' is a 'System.Collections.Generic.List<App.Plain>', which has no form on the wire: use a string, char, bool, number, enum, id, Guid, date, time, Uri, Version, byte[], JsonElement, [MessagePart] type, an array, list, set or dictionary of these, or write [JsonCodec(typeof(…))]")]
    [InlineData(
        "[MessagePart] public partial class P { public Dictionary<int, string>? {|NIKA106:Map|} { get; set; } }",
        "'P.Map' is a 'System.Collections.Generic.Dictionary<int, string>?', whose keys are 'int': JSON has members named by strings only, so use string keys, or a list of a [MessagePart] type")]
    [InlineData(
        "[MessagePart] public partial record P : Base; public abstract record Base { public int[,]? {|NIKA106:Grid|} { get; init; } }",
        "'P.Grid' is a 'int[*,*]?', which has no form on the wire: use a string, char, bool, number, enum, id, Guid, date, time, Uri, Version, byte[], JsonElement, [MessagePart] type, an array, list, set or dictionary of these, or write [JsonCodec(typeof(…))]")]
    [InlineData(
        "[MessagePart] public partial record P(List<HashSet<byte[]>> {|NIKA106:Sets|});",
        "'P.Sets' is a 'System.Collections.Generic.List<System.Collections.Generic.HashSet<byte[]>>', a set of 'byte[]', of which two are not surely equal when their JSON is: use a list, or a set of strings, numbers, enums, ids, dates or the like")]
    public Task It_is_reported_where_it_is(string source, string message) => Verify.ReportsAsync(Sources.In(source), message);

    [Theory]
    [InlineData("""[Message("m"), Signal] public partial record M(JobId JobId, string A, bool B, decimal C, DayOfWeek D, Guid E, DateTimeOffset F, DateOnly G, TimeSpan H, byte[] I, P J, DeskId K); [MessagePart] public partial record P(int Number);""")]
    [InlineData("[MessagePart, MaxDepth(4)] public partial record P(int? A, ImmutableArray<string> B, List<Guid> C, IReadOnlyList<P> D, P[] E, List<List<int>> F);")]
    [InlineData("[MessagePart] public partial record P(char A, TimeOnly C, Uri D, Version E, System.Text.Json.JsonElement F, Memory<byte> G, ReadOnlyMemory<int> H, Dictionary<string, List<HashSet<string>>> I, ImmutableDictionary<string, int?> J);")]
    [InlineData("[MessagePart] public partial record P([property: System.Text.Json.Serialization.JsonIgnore] object? A = null) { [System.Text.Json.Serialization.JsonIgnore] public object? B { get; set; } }")]
    [InlineData("[MessagePart] public partial record P([property: JsonCodec(typeof(Codec))] object A); public struct Codec : IJsonCodec<object> { public static void Write(object value, ref Utf8Writer writer) => writer.Null(); public static bool TryRead(ref JsonReader reader, out object value) { value = 0; return reader.TryReadNull(); } }")]
    [InlineData("[MessagePart] public partial record P(int A) { public object Computed => A; public static object? Shared { get; set; } internal object? Hidden { get; set; } }")]
    [InlineData("public record NoMessage(object Any);")]
    public Task What_looks_alike_is_silent(string source) => Verify.IsSilentAsync(Sources.In(source));
}
