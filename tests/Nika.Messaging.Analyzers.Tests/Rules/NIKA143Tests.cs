using Nika.Messaging.Analyzers.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A codec of the assembly is none.</summary>
public sealed class NIKA143Tests
{
    private const string Codec = "\nnamespace App { public struct Codec : IJsonCodec<Version[]> { public static void Write(Version[] value, ref Utf8Writer writer) => writer.Null(); public static bool TryRead(ref JsonReader reader, out Version[] value) { value = []; return reader.TryReadNull(); } } }";

    [Theory]
    [InlineData("[assembly: {|NIKA143:JsonCodec(typeof(string))|}]", "'string' is no codec: let it implement IJsonCodec<T> for the type that it is to write and read")]
    [InlineData("[assembly: JsonCodec(typeof(App.Codec)), {|NIKA143:JsonCodec(typeof(int[]))|}]", "'int[]' is no codec: let it implement IJsonCodec<T> for the type that it is to write and read")]
    public Task It_is_reported_where_it_is(string source, string message) => Verify.ReportsAsync(source + Codec, message);

    [Theory]
    [InlineData("[assembly: JsonCodec(typeof(App.Codec))]")]
    [InlineData("[assembly: Other.JsonCodec(typeof(string))]\nnamespace Other { public sealed class JsonCodecAttribute(Type type) : Attribute { public Type Of => type; } }")]
    public Task What_looks_alike_is_silent(string source) => Verify.IsSilentAsync(source + Codec);
}
