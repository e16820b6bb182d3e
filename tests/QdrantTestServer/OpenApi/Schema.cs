using System.Globalization;
using System.Text.Json;

namespace Nika.Messaging.QdrantTestServer.OpenApi;

/// <summary>A schema of the document, as far as the document uses JSON Schema. A keyword that is not known here is an error, never a pass.</summary>
internal sealed class Schema
{
    // They say something to readers only.
    private static readonly string[] Remarks = ["description", "example", "deprecated", "default", "title"];

    private readonly Dictionary<string, Schema> properties = new(StringComparer.Ordinal);
    private readonly Func<Schema>? reference;
    private readonly string? type;
    private readonly string? format;
    private readonly bool isNullable;
    private readonly bool isNullOnly;
    private readonly string[] required = [];
    private readonly string[]? allowedText;
    private readonly Schema? items;
    private readonly Schema? additional;
    private readonly bool? isOpen;
    private readonly Schema[] anyOf = [];
    private readonly Schema[] oneOf = [];
    private readonly double? minimum;
    private readonly double? maximum;
    private readonly int minItems;
    private readonly int minLength;
    private readonly bool uniqueItems;
    private Schema? referenced;

    private Schema(JsonElement json, Func<string, Schema> resolve)
    {
        int keywords = 0;
        foreach (var keyword in json.EnumerateObject())
        {
            keywords += Remarks.Contains(keyword.Name, StringComparer.Ordinal) ? 0 : 1;
            var value = keyword.Value;
            switch (keyword.Name)
            {
                case "$ref":
                    string name = value.GetString()!;
                    reference = () => resolve(name);
                    break;
                case "type":
                    type = value.GetString();
                    break;
                case "format":
                    format = value.GetString();
                    break;
                case "nullable":
                    isNullable = value.GetBoolean();
                    break;
                case "properties":
                    foreach (var property in value.EnumerateObject())
                    {
                        properties.Add(property.Name, new Schema(property.Value, resolve));
                    }

                    break;
                case "required":
                    required = Texts(value);
                    break;
                case "enum":
                    allowedText = Texts(value);
                    break;
                case "items":
                    items = new Schema(value, resolve);
                    break;
                case "additionalProperties" when value.ValueKind == JsonValueKind.Object:
                    additional = new Schema(value, resolve);
                    break;
                case "additionalProperties":
                    isOpen = value.GetBoolean();
                    break;
                case "anyOf":
                    anyOf = [.. value.EnumerateArray().Select(one => new Schema(one, resolve))];
                    break;
                case "oneOf":
                    oneOf = [.. value.EnumerateArray().Select(one => new Schema(one, resolve))];
                    break;
                case "minimum":
                    minimum = value.GetDouble();
                    break;
                case "maximum":
                    maximum = value.GetDouble();
                    break;
                case "minItems":
                    minItems = value.GetInt32();
                    break;
                case "minLength":
                    minLength = value.GetInt32();
                    break;
                case "uniqueItems":
                    uniqueItems = value.GetBoolean();
                    break;
                case var remark when Remarks.Contains(remark, StringComparer.Ordinal):
                    break;
                default:
                    throw new NotSupportedException($"The keyword '{keyword.Name}' is not known: {json}");
            }
        }

        // {"nullable":true} alone is how the document writes "or null": null is all it allows.
        isNullOnly = isNullable && keywords == 1;
    }

    private Schema Target => reference is null ? this : (referenced ??= reference()).Target;

    public static Schema Parse(JsonElement json, Func<string, Schema> resolve) => new(json, resolve);

    /// <summary>What is wrong with a value; null if it fits.</summary>
    public SchemaFault? Check(JsonElement value)
    {
        var schema = Target;
        if (value.ValueKind == JsonValueKind.Null)
        {
            return schema.AllowsNull ? null : new SchemaFault("null is not allowed");
        }

        return schema.isNullOnly ? new SchemaFault("only null is allowed") : schema.CheckAlternatives(value) ?? schema.CheckType(value);
    }

    private bool AllowsNull => isNullable || (type is null && anyOf.Length == 0 && oneOf.Length == 0) || anyOf.Concat(oneOf).Any(one => one.Target.AllowsNullByName);

    // Of an alternative, null must be allowed in so many words.
    private bool AllowsNullByName => isNullable || anyOf.Concat(oneOf).Any(one => one.Target.AllowsNullByName);

    private static string[] Texts(JsonElement array) => [.. array.EnumerateArray().Select(one => one.GetString()!)];

    private SchemaFault? CheckAlternatives(JsonElement value)
    {
        if (anyOf.Length > 0)
        {
            SchemaFault? nearest = null;
            foreach (var one in anyOf)
            {
                if (one.Check(value) is not { } fault)
                {
                    return null;
                }

                nearest = nearest is null || fault.IsNearerThan(nearest) ? fault : nearest;
            }

            return nearest;
        }

        if (oneOf.Length > 0 && oneOf.Count(one => one.Check(value) is null) is not 1 and var fitting)
        {
            return new SchemaFault($"fits {fitting} of {oneOf.Length} alternatives, must fit one");
        }

        return null;
    }

    private SchemaFault? CheckType(JsonElement value) => type switch
    {
        null => null,
        "object" => value.ValueKind == JsonValueKind.Object ? CheckObject(value) : Expected(value),
        "array" => value.ValueKind == JsonValueKind.Array ? CheckArray(value) : Expected(value),
        "string" => value.ValueKind == JsonValueKind.String ? CheckText(value.GetString()!) : Expected(value),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : Expected(value),
        "integer" or "number" => value.ValueKind == JsonValueKind.Number ? CheckNumber(value) : Expected(value),
        _ => throw new NotSupportedException($"The type '{type}' is not known."),
    };

    private SchemaFault Expected(JsonElement value) => new($"is {value.ValueKind}, must be {type}", isOfOtherType: true);

    private SchemaFault? CheckObject(JsonElement value)
    {
        foreach (string name in required)
        {
            if (!value.TryGetProperty(name, out _))
            {
                return new SchemaFault($"'{name}' is missing");
            }
        }

        foreach (var member in value.EnumerateObject())
        {
            var fault = properties.TryGetValue(member.Name, out var schema) ? schema.Check(member.Value)
                : additional is not null ? additional.Check(member.Value)
                : isOpen ?? properties.Count == 0 ? null
                : new SchemaFault("is not a member the document knows");
            if (fault is not null)
            {
                return fault.Under($".{member.Name}");
            }
        }

        return null;
    }

    private SchemaFault? CheckArray(JsonElement value)
    {
        int index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (items?.Check(item) is { } fault)
            {
                return fault.Under($"[{index.ToString(CultureInfo.InvariantCulture)}]");
            }

            index++;
        }

        return index < minItems ? new SchemaFault($"has {index} items, at least {minItems} are needed")
            : uniqueItems && value.EnumerateArray().Select(item => item.GetRawText()).Distinct(StringComparer.Ordinal).Count() < index ? new SchemaFault("has an item twice")
            : null;
    }

    private SchemaFault? CheckText(string text)
    {
        bool isOfFormat = format switch
        {
            "uuid" => Guid.TryParse(text, out _),
            "date-time" => Points.QdrantTime.TryParse(text, out _),
            null or "binary" or "uri" or "partial-date-time" => true,
            _ => throw new NotSupportedException($"The format '{format}' is not known."),
        };
        return !isOfFormat ? new SchemaFault($"'{text}' is no {format}")
            : text.Length < minLength ? new SchemaFault($"is shorter than {minLength}")
            : allowedText is not null && !allowedText.Contains(text, StringComparer.Ordinal) ? new SchemaFault($"'{text}' is none of {string.Join(", ", allowedText)}")
            : null;
    }

    private SchemaFault? CheckNumber(JsonElement value)
    {
        bool isOfFormat = format switch
        {
            "uint" or "uint64" => value.TryGetUInt64(out _),
            "uint32" => value.TryGetUInt32(out _),
            "uint8" => value.TryGetByte(out _),
            "int64" => value.TryGetInt64(out _),
            "float" => value.TryGetSingle(out float single) && float.IsFinite(single),
            "double" => value.TryGetDouble(out double number) && double.IsFinite(number),
            null => type == "number" || value.TryGetInt64(out _),
            _ => throw new NotSupportedException($"The format '{format}' is not known."),
        };
        return !isOfFormat ? new SchemaFault($"{value.GetRawText()} is no {format ?? type}")
            : value.GetDouble() < minimum ? new SchemaFault($"{value.GetRawText()} is below {minimum}")
            : value.GetDouble() > maximum ? new SchemaFault($"{value.GetRawText()} is above {maximum}")
            : null;
    }
}
