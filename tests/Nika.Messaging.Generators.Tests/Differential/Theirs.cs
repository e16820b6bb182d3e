using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using Nika.Messaging.Generators.Tests.Messages;

namespace Nika.Messaging.Generators.Tests.Differential;

/// <summary>System.Text.Json, as strict as it can be made, and with our names.</summary>
internal static class Theirs
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        MaxDepth = JsonReader.DefaultMaxDepth,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false),
            new ConverterBy<DeskId, string>(id => id.Value, text => DeskId.TryCreate(text, out var id) ? id : throw new JsonException()),

            // It reads neither of these itself.
            new ConverterBy<IReadOnlySet<int>, List<int>>(set => [.. set], list => list.ToHashSet()),
            new ConverterBy<FrozenSet<Tone>, List<Tone>>(set => [.. set], list => list.ToFrozenSet()),
            new ConverterBy<FrozenDictionary<string, decimal>, Dictionary<string, decimal>>(d => d.ToDictionary(StringComparer.Ordinal), d => d.ToFrozenDictionary()),
        },
    };

    private static readonly JsonSerializerOptions WithDuplicates = new(Options) { AllowDuplicateProperties = true };

    public static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    /// <summary>Reads a document; whatever it throws for one that is malformed is a no.</summary>
    /// <param name="document">The document.</param>
    /// <param name="value">The value.</param>
    /// <param name="allowsDuplicates">Whether a member may come twice, at any depth.</param>
    public static bool TryRead<T>(byte[] document, out T? value, bool allowsDuplicates = false)
    {
        try
        {
            value = JsonSerializer.Deserialize<T>(document, allowsDuplicates ? WithDuplicates : Options);
            return value is not null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            // The latter two: lone surrogates and invalid UTF-8, found when the text is asked for.
            value = default;
            return false;
        }
    }

    /// <summary>Converts by way of another type.</summary>
    private sealed class ConverterBy<T, TOther>(Func<T, TOther> to, Func<TOther, T> from) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => from(JsonSerializer.Deserialize<TOther>(ref reader, options)!);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, to(value), options);
    }
}
