using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Contracts;

/// <summary>Finds out how a member's type is written and read.</summary>
internal sealed class ValueParser(INamedTypeSymbol contract, Problems problems)
{
    /// <summary>What has a form on the wire, for who used something else.</summary>
    public const string NoForm =
        "which has no form on the wire: use a string, char, bool, number, enum, id, Guid, date, time, Uri, Version, byte[], JsonElement, [MessagePart] type, "
        + "an array, list, set or dictionary of these, or write [JsonCodec(typeof(…))]";

    private readonly CodecParser codecs = new(contract);

    /// <param name="member">The member that uses the type: where problems are reported.</param>
    /// <returns>Null if the type has no JSON form; that has been reported then.</returns>
    public ValueModel? Parse(ParsedMember member)
    {
        string? fault = null;
        var codec = CodecParser.Of(member, problems);
        var value = Parse(member.Type, member.Symbol, codec, ref fault);
        if (value is null)
        {
            problems.Add(RuleIds.UnsupportedMember, member.Symbol, null, contract.Name, member.Name, member.Type.ToDisplayString(), fault ?? NoForm);
        }
        else if (codec is { IsUsed: false })
        {
            codec.ReportUnused(contract, member, problems);
        }

        return value;
    }

    private ValueModel? Parse(ITypeSymbol type, ISymbol member, ParsedCodec? codec, ref string? fault)
    {
        bool isNullable = type.IsReferenceType && type.NullableAnnotation != NullableAnnotation.NotAnnotated;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            type = nullable.TypeArguments[0];
            isNullable = true;
        }

        if (codec?.Use(type) == true)
        {
            return Encoded(type, isNullable, codec);
        }

        if (Scalar(type) is { } scalar)
        {
            if (scalar is ValueKind.Id or ValueKind.Part)
            {
                problems.Use(type);
            }

            return new ValueModel(scalar, KeywordOf(scalar) ?? CodeText.FullName(type), isNullable, type.IsValueType, null, null);
        }

        if (type is INamedTypeSymbol { TypeKind: TypeKind.Enum } enumType)
        {
            return new ValueModel(ValueKind.Enum, CodeText.FullName(type), isNullable, IsValueType: true, null, EnumParser.Parse(enumType, member, problems));
        }

        if (CollectionParser.Element(type, out var kind, out var key) is { } element)
        {
            return Collection(type, kind, key, element, isNullable, member, codec, ref fault);
        }

        return codecs.OfAssembly(type) is { } shared ? Encoded(type, isNullable, shared) : null;
    }

    private ValueModel? Collection(
        ITypeSymbol type, ValueKind kind, ITypeSymbol? key, ITypeSymbol element, bool isNullable, ISymbol member, ParsedCodec? codec, ref string? fault)
    {
        if (key is { SpecialType: not SpecialType.System_String })
        {
            fault = $"whose keys are '{key.ToDisplayString()}': JSON has members named by strings only, so use string keys, or a list of a [MessagePart] type";
            return null;
        }

        if (Parse(element, member, codec, ref fault) is not { } value)
        {
            return null;
        }

        var collection = new ValueModel(kind, CollectionParser.NameOf(kind, value.DeclaredType), isNullable, type.IsValueType, value, null);
        if (collection.IsSet && !value.IsScalar)
        {
            fault = $"a set of '{element.ToDisplayString()}', of which two are not surely equal when their JSON is: use a list, or a set of strings, numbers, enums, ids, dates or the like";
            return null;
        }

        return collection;
    }

    private static ValueModel Encoded(ITypeSymbol type, bool isNullable, ParsedCodec codec) =>
        new(ValueKind.Codec, CodeText.FullName(type), isNullable, type.IsValueType, null, null, codec.TypeName);

    private static string? KeywordOf(ValueKind kind) => kind switch
    {
        ValueKind.String => "string",
        ValueKind.Char => "char",
        ValueKind.Boolean => "bool",
        ValueKind.SByte => "sbyte",
        ValueKind.Byte => "byte",
        ValueKind.Int16 => "short",
        ValueKind.UInt16 => "ushort",
        ValueKind.Int32 => "int",
        ValueKind.UInt32 => "uint",
        ValueKind.Int64 => "long",
        ValueKind.UInt64 => "ulong",
        ValueKind.Single => "float",
        ValueKind.Double => "double",
        ValueKind.Decimal => "decimal",
        ValueKind.Bytes => "byte[]",
        ValueKind.Memory => "global::System.ReadOnlyMemory<byte>",
        ValueKind.MutableMemory => "global::System.Memory<byte>",
        _ => null,
    };

    private static ValueKind? Scalar(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_String => ValueKind.String,
        SpecialType.System_Char => ValueKind.Char,
        SpecialType.System_Boolean => ValueKind.Boolean,
        SpecialType.System_SByte => ValueKind.SByte,
        SpecialType.System_Byte => ValueKind.Byte,
        SpecialType.System_Int16 => ValueKind.Int16,
        SpecialType.System_UInt16 => ValueKind.UInt16,
        SpecialType.System_Int32 => ValueKind.Int32,
        SpecialType.System_UInt32 => ValueKind.UInt32,
        SpecialType.System_Int64 => ValueKind.Int64,
        SpecialType.System_UInt64 => ValueKind.UInt64,
        SpecialType.System_Single => ValueKind.Single,
        SpecialType.System_Double => ValueKind.Double,
        SpecialType.System_Decimal => ValueKind.Decimal,
        SpecialType.System_DateTime => ValueKind.DateTime,
        SpecialType.None => type switch
        {
            IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte } => ValueKind.Bytes,
            INamedTypeSymbol named => SystemScalar(named) ?? OwnType(named),
            _ => null,
        },
        _ => null,
    };

    private static ValueKind? SystemScalar(INamedTypeSymbol type)
    {
        if (type.ContainingType is not null)
        {
            return null;
        }

        if (type.ContainingNamespace is not { Name: "System", ContainingNamespace.IsGlobalNamespace: true })
        {
            return type.Name == "JsonElement" && type.ContainingNamespace.IsSystemTextJson() ? ValueKind.JsonElement : null;
        }

        return (type.Name, type.Arity) switch
        {
            ("Guid", 0) => ValueKind.Guid,
            ("DateTimeOffset", 0) => ValueKind.DateTimeOffset,
            ("DateOnly", 0) => ValueKind.DateOnly,
            ("TimeOnly", 0) => ValueKind.TimeOnly,
            ("TimeSpan", 0) => ValueKind.TimeSpan,
            ("Uri", 0) => ValueKind.Uri,
            ("Version", 0) => ValueKind.Version,
            ("Memory", 1) when type.TypeArguments[0].SpecialType == SpecialType.System_Byte => ValueKind.MutableMemory,
            ("ReadOnlyMemory", 1) when type.TypeArguments[0].SpecialType == SpecialType.System_Byte => ValueKind.Memory,
            _ => null,
        };
    }

    private static ValueKind? OwnType(INamedTypeSymbol type)
    {
        // A generic type is never one of ours, and asking a constructed one for its interfaces is slow.
        if (type.IsGenericType || type.TypeKind is not (TypeKind.Class or TypeKind.Struct))
        {
            return null;
        }

        return IdParser.IsId(type) ? ValueKind.Id : PartParser.IsPart(type) ? ValueKind.Part : null;
    }
}
