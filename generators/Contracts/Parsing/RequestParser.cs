using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Nika.Messaging.Contracts;

/// <summary>Reads which reply a request names.</summary>
internal static class RequestParser
{
    /// <summary>The reply of a message that can be asked, or a part of it; null for every other type.</summary>
    public static INamedTypeSymbol? ReplyOf(INamedTypeSymbol type, out bool isStream)
    {
        var request = Interfaces(type).FirstOrDefault();
        isStream = request is not null && IsStream(request);
        return request?.TypeArguments[0] as INamedTypeSymbol;
    }

    public static RequestModel? Parse(INamedTypeSymbol type, Layer layer, AttributeData layerAttribute, Problems problems, CancellationToken cancellationToken)
    {
        // Binding base types costs on every key stroke; most messages have none, which the syntax tells at once.
        if (!type.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellationToken) is TypeDeclarationSyntax { BaseList: not null }))
        {
            return null;
        }

        var requests = Interfaces(type).ToList();
        if (requests.Count == 0)
        {
            return null;
        }

        if (requests.Count > 1)
        {
            return Refuse("it names several replies");
        }

        if (layer is not (Layer.Signal or Layer.Bus) || layerAttribute.EnumArgument() != "Request")
        {
            return Refuse("it is of another kind");
        }

        var reply = requests[0].TypeArguments[0];
        if (reply.TypeKind == TypeKind.Error)
        {
            problems.LeaveToCompiler();
            return null;
        }

        if (!IsResult(reply))
        {
            return Refuse($"{reply.Name} is no message of kind Result");
        }

        problems.Use(reply);
        return new RequestModel(CodeText.FullName(reply), IsStream(requests[0]));

        RequestModel? Refuse(string reason)
        {
            problems.Add(RuleIds.InvalidRequest, type, null, type.Name, reason);
            return null;
        }
    }

    private static IEnumerable<INamedTypeSymbol> Interfaces(INamedTypeSymbol type) =>
        type.AllInterfaces.Where(found => found.Arity == 1 && (found.IsInNika(KnownNames.RequestInterface) || found.IsInNika(KnownNames.StreamRequestInterface)));

    private static bool IsStream(INamedTypeSymbol request) => request.Name == KnownNames.StreamRequestInterface;

    private static bool IsResult(ITypeSymbol type) =>
        type.FindAttribute(KnownNames.MessageAttribute) is not null
        && (type.FindAttribute(KnownNames.SignalAttribute) ?? type.FindAttribute(KnownNames.BusMessageAttribute))?.EnumArgument() == "Result";
}
