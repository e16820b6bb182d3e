using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Contracts;

/// <summary>Finds the products' types and attributes by name and namespace: cheap, and no compilation needed.</summary>
internal static class AttributeLookup
{
    public static bool IsInNika(this ITypeSymbol? type, string name) =>
        type is not null && type.Name == name && type.ContainingType is null && type.ContainingNamespace is
        {
            Name: "Messaging",
            ContainingNamespace: { Name: "Nika", ContainingNamespace.IsGlobalNamespace: true },
        };

    /// <summary>Whether it is <c>System.Text.Json</c>.</summary>
    public static bool IsSystemTextJson(this INamespaceSymbol? space) => space is
    {
        Name: "Json",
        ContainingNamespace: { Name: "Text", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } },
    };

    /// <summary>An attribute of <c>System.Text.Json.Serialization</c>.</summary>
    public static AttributeData? FindJsonAttribute(this ISymbol symbol, string name)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type
                && type.Name == name
                && type.ContainingNamespace is { Name: "Serialization" } space
                && space.ContainingNamespace.IsSystemTextJson())
            {
                return attribute;
            }
        }

        return null;
    }

    public static AttributeData? FindAttribute(this ISymbol symbol, string name)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass.IsInNika(name))
            {
                return attribute;
            }
        }

        return null;
    }

    /// <summary>The positional argument at <paramref name="index"/> if it is a <typeparamref name="T"/>.</summary>
    public static T? Argument<T>(this AttributeData attribute, int index = 0) =>
        attribute.ConstructorArguments.Length > index
        && attribute.ConstructorArguments[index] is { Kind: not TypedConstantKind.Array, Value: T value }
            ? value
            : default;

    /// <summary>The named argument if it is a <typeparamref name="T"/>.</summary>
    public static T? Named<T>(this AttributeData attribute, string name)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name && argument.Value is { Kind: not TypedConstantKind.Array, Value: T value })
            {
                return value;
            }
        }

        return default;
    }

    /// <summary>The C# name of the enum value given as positional argument; null if there is none.</summary>
    public static string? EnumArgument(this AttributeData attribute, int index = 0)
    {
        if (attribute.ConstructorArguments.Length <= index
            || attribute.ConstructorArguments[index] is not { Kind: TypedConstantKind.Enum, Type: { } type, Value: { } value })
        {
            return null;
        }

        foreach (var member in type.GetMembers())
        {
            if (member is IFieldSymbol { HasConstantValue: true } field && Equals(field.ConstantValue, value))
            {
                return field.Name;
            }
        }

        return null;
    }
}
