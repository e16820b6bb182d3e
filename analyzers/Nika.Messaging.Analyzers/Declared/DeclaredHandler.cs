using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Analyzers;

/// <summary>A type with <c>[Handler]</c>, as it is compared with messages and pipelines.</summary>
internal sealed class DeclaredHandler
{
    private DeclaredHandler(INamedTypeSymbol type, string? group)
    {
        Type = type;
        Group = group;
    }

    public INamedTypeSymbol Type { get; }

    /// <summary>Its group; null for a follower.</summary>
    public string? Group { get; }

    /// <summary>The handler that a type declares; null if it declares none.</summary>
    public static DeclaredHandler? Of(INamedTypeSymbol type) =>
        type.FindAttribute(KnownNames.HandlerAttribute) is { } attribute ? new DeclaredHandler(type, attribute.Argument<string>()) : null;

    /// <summary>Its methods that take a message, inherited ones too, and the messages.</summary>
    public IEnumerable<(IMethodSymbol Method, INamedTypeSymbol Message)> Methods()
    {
        for (var current = Type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            foreach (var member in current.GetMembers(KnownNames.HandleMethod))
            {
                if (member is IMethodSymbol { IsStatic: false, IsOverride: false, DeclaredAccessibility: Accessibility.Public, Parameters: { IsEmpty: false } parameters } method
                    && parameters[0].Type is INamedTypeSymbol message
                    && message.FindAttribute(KnownNames.MessageAttribute) is not null)
                {
                    yield return (method, message);
                }
            }
        }
    }
}
