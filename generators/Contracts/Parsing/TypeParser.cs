using System.Collections.Immutable;
using System.Text;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Nika.Messaging.Contracts;

/// <summary>Reads what is needed to emit code into a type, and whether that is possible.</summary>
internal static class TypeParser
{
    public static TypeModel Parse(INamedTypeSymbol type, Problems problems, CancellationToken cancellationToken, bool mayBeStatic = false)
    {
        if (Obstacle(type, mayBeStatic) is { } obstacle)
        {
            problems.Add(RuleIds.UnsupportedType, type, null, type.Name, obstacle);
        }

        var containers = ImmutableArray.CreateBuilder<string>();
        var hint = new StringBuilder(type.MetadataName);
        bool isPublic = type.DeclaredAccessibility == Accessibility.Public;
        RequirePartial(type, type, problems, cancellationToken);
        for (var container = type.ContainingType; container is not null; container = container.ContainingType)
        {
            RequirePartial(type, container, problems, cancellationToken);
            containers.Insert(0, Declaration(container));
            hint.Insert(0, '.').Insert(0, container.MetadataName);
            isPublic &= container.DeclaredAccessibility == Accessibility.Public;
        }

        for (var space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            hint.Insert(0, '.').Insert(0, space.Name);
        }

        return new TypeModel(
            CodeText.Namespace(type),
            containers.ToImmutable(),
            Declaration(type),
            CodeText.Identifier(type.Name),
            CodeText.FullName(type),
            hint.Replace('`', '-').ToString(),
            type.IsValueType,
            isPublic);
    }

    /// <summary>Whether code elsewhere in the assembly can name the type.</summary>
    public static bool IsVisibleInAssembly(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal))
            {
                return false;
            }
        }

        return true;
    }

    private static string? Obstacle(INamedTypeSymbol type, bool mayBeStatic)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.IsGenericType)
            {
                return "generic";
            }

            if (current.IsFileLocal)
            {
                return "local to its file";
            }
        }

        return type switch
        {
            { IsStatic: true } => mayBeStatic ? null : "static",
            { TypeKind: TypeKind.Interface } when type.FindAttribute(KnownNames.ClientAttribute) is not null => null,
            { IsAbstract: true } => "abstract",
            { IsRefLikeType: true } => "a ref struct",
            _ => null,
        };
    }

    private static void RequirePartial(INamedTypeSymbol declared, INamedTypeSymbol type, Problems problems, CancellationToken cancellationToken)
    {
        // A type of another assembly has been built already.
        if (type.DeclaringSyntaxReferences.IsEmpty)
        {
            return;
        }

        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellationToken) is TypeDeclarationSyntax syntax && syntax.Modifiers.Any(SyntaxKind.PartialKeyword))
            {
                return;
            }
        }

        problems.Add(RuleIds.NotPartial, declared, null, declared.Name, type.Name);
    }

    private static string Declaration(INamedTypeSymbol type)
    {
        string keyword = type switch
        {
            { TypeKind: TypeKind.Interface } => "interface",
            { IsRecord: true, IsValueType: true } => "record struct",
            { IsRecord: true } => "record",
            { IsValueType: true } => "struct",
            _ => "class",
        };
        return "partial " + keyword + " " + CodeText.Identifier(type.Name);
    }
}
