using Nika.Messaging.Analyzers.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A codec is for nothing in its member.</summary>
public sealed class NIKA140Tests
{
    private const string Codec = "public struct Codec : IJsonCodec<int> { public static void Write(int value, ref Utf8Writer writer) => writer.Int64(value); public static bool TryRead(ref JsonReader reader, out int value) => reader.TryReadInt32(out value); }";

    [Theory]
    [InlineData(
        "[MessagePart] public partial record P([property: {|NIKA140:JsonCodec(typeof(Codec))|}] List<string> Texts);",
        "The codec 'App.Codec' is for nothing in 'P.Texts', a 'System.Collections.Generic.List<string>': let it implement IJsonCodec<T> for that type, or for what it is a list or dictionary of")]
    [InlineData(
        "[MessagePart] public partial record P([property: {|NIKA140:JsonCodec(typeof(string))|}] int N);",
        "The codec 'string' is for nothing in 'P.N', a 'int': let it implement IJsonCodec<T> for that type, or for what it is a list or dictionary of")]
    public Task It_is_reported_where_it_is(string source, string message) => Verify.ReportsAsync(Sources.In(source + Codec), message);

    [Theory]
    [InlineData("[MessagePart] public partial record P([property: JsonCodec(typeof(Codec))] Dictionary<string, int?[]> Numbers);")]
    [InlineData("[MessagePart] public partial record P([JsonCodec(typeof(Codec))] int? N);")]
    [InlineData("public record NoMessage([property: JsonCodec(typeof(Codec))] string Text);")]
    public Task What_looks_alike_is_silent(string source) => Verify.IsSilentAsync(Sources.In(source + Codec));
}
