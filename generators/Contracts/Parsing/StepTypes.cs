using System.Linq;
using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Contracts;

/// <summary>How what a step works on fits what was made before: fan-out and fan-in are types.</summary>
internal static class StepTypes
{
    /// <summary>The same; or all of what was made one by one; or one of what was made together. What the compiler does not know fits whatever it is.</summary>
    public static bool Fits(ITypeSymbol input, ITypeSymbol made) =>
        made.TypeKind == TypeKind.Error || IsSame(input, made) || IsSame(ElementOf(input), made) || IsSame(input, ElementOf(made));

    /// <summary>Whether the one is what the other is a list of.</summary>
    public static bool IsElement(ITypeSymbol input, ITypeSymbol made) => IsSame(input, ElementOf(made));

    public static bool IsSame(ITypeSymbol? one, ITypeSymbol? other) => one is not null && SymbolEqualityComparer.Default.Equals(one, other);

    /// <summary>What a type is a list of; null if it is none.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol { TypeArguments: { Length: 1 } arguments } list when IsEnumerable(list) || list.AllInterfaces.Any(IsEnumerable) => arguments[0],
        _ => null,
    };

    /// <summary>The message that a step can take or make by this type: itself, or what it is a list of; null if there is none.</summary>
    public static ITypeSymbol? MessageOf(ITypeSymbol type)
    {
        var message = ElementOf(type) ?? type;
        return message.FindAttribute(KnownNames.MessageAttribute) is null ? null : message;
    }

    /// <summary>The C# name of a step's handle: <c>page_count</c> is <c>PageCount</c>; where the class itself or another of its members is called so, <c>PageCountStep</c>.</summary>
    public static string HandleName(string step, string pipelineClass)
    {
        string name = string.Concat(step.Split('_').Where(static word => word.Length > 0).Select(static word => char.ToUpperInvariant(word[0]) + word.Substring(1)));
        return name == pipelineClass || name is "Contract" or "StartAsync" or "ReadAsync" ? name + "Step" : name;
    }

    private static bool IsEnumerable(INamedTypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T;
}
