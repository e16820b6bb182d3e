using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Contracts;

/// <summary>Reads an interface marked <c>[NikaClient]</c>.</summary>
internal static class ClientParser
{
    public static Parsed<ClientModel> Parse(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var problems = new Problems();
        if (type.TypeKind != TypeKind.Interface)
        {
            problems.LeaveToCompiler();
            return new Parsed<ClientModel>(null, problems);
        }

        var model = TypeParser.Parse(type, problems, cancellationToken);
        if (!TypeParser.IsVisibleInAssembly(type))
        {
            problems.Add(RuleIds.UnsupportedType, type, null, type.Name, "private");
        }

        if (type.AllInterfaces.FirstOrDefault(HasMembersToImplement) is { } inherited)
        {
            problems.Add(RuleIds.InvalidClientMethod, type, null, type.Name, inherited.Name, "it is inherited, and has members of its own");
        }

        var methods = ImmutableArray.CreateBuilder<ClientMethodModel>();
        foreach (var member in type.GetMembers().Where(IsToImplement))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (member is not IMethodSymbol method)
            {
                problems.Add(RuleIds.InvalidClientMethod, member, null, type.Name, member.Name, "it is no method");
            }
            else if (method.AssociatedSymbol is null && new ClientMethodParser(type, method, problems, cancellationToken).Parse() is { } parsed)
            {
                methods.Add(parsed);
            }
        }

        return new Parsed<ClientModel>(new ClientModel(model, methods.ToImmutable()), problems);
    }

    private static bool HasMembersToImplement(INamedTypeSymbol type) => !type.IsInNika(KnownNames.ClientInterface) && type.GetMembers().Any(IsToImplement);

    // One with a body, and a static one, is its author's.
    private static bool IsToImplement(ISymbol member) => member is { IsAbstract: true, IsStatic: false } and not INamedTypeSymbol;
}
