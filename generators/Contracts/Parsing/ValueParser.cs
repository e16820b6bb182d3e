using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Contracts;

/// <summary>Finds out how a member's type is written and read.</summary>
internal static class ValueParser
{
    /// <param name="type">The type.</param>
    /// <param name="member">The member that uses it: where problems of an enum are reported.</param>
    /// <param name="problems">Gathers what is wrong.</param>
    /// <returns>Null if the type has no JSON form.</returns>
    public static ValueModel? Parse(ITypeSymbol type, ISymbol member, Problems problems)
    {
        bool isNullable = type.IsReferenceType && type.NullableAnnotation != NullableAnnotation.NotAnnotated;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            type = nullable.TypeArguments[0];
            isNullable = true;
        }

        if (Scalar(type) is { } scalar)
        {
            return new ValueModel(scalar, KeywordOf(scalar) ?? CodeText.FullName(type), isNullable, type.IsValueType, null, null);
        }

        if (ListElement(type, out var kind) is { } element)
        {
            return Parse(element, member, problems) is { } elementValue
                ? new ValueModel(kind, ListName(kind, elementValue.DeclaredType), isNullable, type.IsValueType, elementValue, null)
                : null;
        }

        return type is INamedTypeSymbol { TypeKind: TypeKind.Enum } enumType
            ? new ValueModel(ValueKind.Enum, CodeText.FullName(type), isNullable, IsValueType: true, null, EnumParser.Parse(enumType, member, problems))
            : null;
    }

    /// <summary>The list's name made of its element's: where nullability is not declared, both must say the same.</summary>
    private static string ListName(ValueKind kind, string element) => kind switch
    {
        ValueKind.Array => element + "[]",
        ValueKind.ImmutableArray => $"global::System.Collections.Immutable.ImmutableArray<{element}>",
        ValueKind.List => $"global::System.Collections.Generic.List<{element}>",
        _ => $"global::System.Collections.Generic.IReadOnlyList<{element}>",
    };

    private static string? KeywordOf(ValueKind kind) => kind switch
    {
        ValueKind.String => "string",
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
        _ => null,
    };

    private static ValueKind? Scalar(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_String => ValueKind.String,
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
        if (type.ContainingType is not null || type.ContainingNamespace is not { Name: "System", ContainingNamespace.IsGlobalNamespace: true })
        {
            return null;
        }

        return (type.Name, type.Arity) switch
        {
            ("Guid", 0) => ValueKind.Guid,
            ("DateTimeOffset", 0) => ValueKind.DateTimeOffset,
            ("DateOnly", 0) => ValueKind.DateOnly,
            ("TimeSpan", 0) => ValueKind.TimeSpan,
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

    private static ITypeSymbol? ListElement(ITypeSymbol type, out ValueKind kind)
    {
        kind = default;
        if (type is IArrayTypeSymbol { Rank: 1 } array)
        {
            kind = ValueKind.Array;
            return array.ElementType;
        }

        if (type is not INamedTypeSymbol { Arity: 1, ContainingType: null } named || named.ContainingNamespace is not
            {
                ContainingNamespace: { Name: "Collections", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } },
            })
        {
            return null;
        }

        ValueKind? found = (named.ContainingNamespace.Name, named.Name) switch
        {
            ("Immutable", "ImmutableArray") => ValueKind.ImmutableArray,
            ("Generic", "List") => ValueKind.List,
            ("Generic", "IReadOnlyList") => ValueKind.ReadOnlyList,
            _ => null,
        };
        kind = found ?? default;
        return found is null ? null : named.TypeArguments[0];
    }
}
