using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Contracts;

/// <summary>Reads what a method of a client does from its shape.</summary>
internal sealed class ClientMethodParser(INamedTypeSymbol type, IMethodSymbol method, Problems problems, CancellationToken cancellationToken)
{
    private readonly ImmutableArray<ClientParameterModel>.Builder parameters = ImmutableArray.CreateBuilder<ClientParameterModel>();
    private int next;

    /// <summary>Reads the method.</summary>
    /// <returns>Null if something is wrong, which is among the problems then.</returns>
    public ClientMethodModel? Parse()
    {
        if (method.IsGenericMethod || method.RefKind != RefKind.None || method.Parameters.Any(p => p.RefKind is not (RefKind.None or RefKind.In)))
        {
            return Refuse("it is generic, or passes something by reference");
        }

        var result = ClientResult.Of(method.ReturnType);
        if (result.Value.TypeKind == TypeKind.Error || method.Parameters.Any(p => p.Type.TypeKind == TypeKind.Error))
        {
            problems.LeaveToCompiler();
            return null;
        }

        if (Current is INamedTypeSymbol first && first.FindAttribute(KnownNames.MessageAttribute) is not null)
        {
            return OfMessage(first, result);
        }

        var question = OfMemory(result);
        return question is not null || next > 0 ? question : OfKey(result);
    }

    private ITypeSymbol? Current => next < method.Parameters.Length ? method.Parameters[next].Type : null;

    /// <summary>Sends a message, or asks with it.</summary>
    private ClientMethodModel? OfMessage(INamedTypeSymbol message, ClientResult result)
    {
        bool isHash = IsHash(message);
        var reply = RequestParser.ReplyOf(message, out bool isStream);
        bool isReply = reply is not null && SymbolEqualityComparer.Default.Equals(result.Argument, reply);
        ClientCall? call = result switch
        {
            { Task: ClientTask.None } when result.Is(KnownNames.PublishResult) => isHash ? ClientCall.Set : ClientCall.Publish,
            { Task: ClientTask.ValueTask } when result.Is(KnownNames.PublishResult) => isHash ? ClientCall.SetAsync : ClientCall.PublishAsync,
            { Task: ClientTask.ValueTask } when isReply && !isStream && result.IsOf(KnownNames.Reply) => ClientCall.Ask,
            { Task: ClientTask.Stream } when isStream && SymbolEqualityComparer.Default.Equals(result.Value, reply) => ClientCall.AskStream,
            _ => null,
        };
        if (call is not { } found)
        {
            string replies = reply is null ? "" : isStream ? $", or IAsyncEnumerable<{reply.Name}>" : $", or ValueTask<Reply<{reply.Name}>>";
            return Refuse($"a {message.Name} gives PublishResult or ValueTask<PublishResult>{replies}");
        }

        bool asks = found is ClientCall.Ask or ClientCall.AskStream;
        Take(ClientRole.Message);
        TakeIf(asks && IsTimeSpan(Current), ClientRole.Timeout);
        problems.Use(message);
        return Complete(found, message, asks ? reply : null);
    }

    /// <summary>Asks memory.</summary>
    /// <returns>Null if it does not look like that, and nothing was taken; or if something is wrong with it.</returns>
    private ClientMethodModel? OfMemory(ClientResult result)
    {
        if (Current is { SpecialType: SpecialType.System_String } && result.IsListOf(KnownNames.RecalledEvent))
        {
            Take(ClientRole.Text);
            TakeIf(Current.IsInNika(KnownNames.MemoryFilter), ClientRole.Filter);
            TakeIf(Current is { SpecialType: SpecialType.System_Int32 }, ClientRole.Limit);
            return Complete(ClientCall.Recall);
        }

        if (Current.IsInNika(KnownNames.MemoryField) && result.IsListOf(KnownNames.FacetCount) && method.Parameters.Length > 1 && method.Parameters[1].Type.IsInNika(KnownNames.MemoryFilter))
        {
            Take(ClientRole.Field);
            Take(ClientRole.Filter);
            TakeIf(Current is { SpecialType: SpecialType.System_Int32 }, ClientRole.Limit);
            return Complete(ClientCall.Facet);
        }

        ClientCall? call = result switch
        {
            { Task: ClientTask.ValueTask, Value.SpecialType: SpecialType.System_Int64 } => ClientCall.Count,
            { Task: ClientTask.Stream } when result.Is(KnownNames.MemoryEvent) => ClientCall.Scroll,
            _ => null,
        };
        if (call is not { } found || !Current.IsInNika(KnownNames.MemoryFilter))
        {
            return null;
        }

        Take(ClientRole.Filter);
        return Complete(found);
    }

    /// <summary>Reads what is under a key.</summary>
    private ClientMethodModel? OfKey(ClientResult result)
    {
        (ClientCall Call, ITypeSymbol Message)? found = result switch
        {
            { Task: ClientTask.Stream, Argument: { } received } when result.IsOf(KnownNames.Received) => (ClientCall.Subscribe, received),
            { Task: ClientTask.ValueTask, Argument: { } hash } when result.IsOf(KnownNames.HashResult) => (ClientCall.Get, hash),
            { Task: ClientTask.Stream } => (ClientCall.Messages, result.Value),
            _ => null,
        };
        if (found is not var (call, value) || value is not INamedTypeSymbol message || message.FindAttribute(KnownNames.MessageAttribute) is null)
        {
            return Refuse("it has none of the shapes that a client's method can have");
        }

        if (call != ClientCall.Get && IsHash(message))
        {
            return Refuse($"a {message.Name} is a hash: it is read, as a ValueTask<HashResult<{message.Name}>>");
        }

        var keys = KeysOf(message);
        if (keys.Count == 0)
        {
            return null;
        }

        int ids = method.Parameters.Length - (method.Parameters.Length > 0 && IsCancellation(method.Parameters[method.Parameters.Length - 1].Type) ? 1 : 0);
        string[] given = [.. method.Parameters.Take(ids).Select(p => CodeText.FullName(p.Type))];
        if (!keys.Exists(key => key.SequenceEqual(given)))
        {
            string expected = string.Join(" or ", keys.Select(key => "(" + string.Join(", ", key.Select(id => id.Substring(id.LastIndexOf('.') + 1))) + ")"));
            return Refuse($"the key of a {message.Name} is made of {expected}");
        }

        while (next < ids)
        {
            Take(ClientRole.Key);
        }

        problems.Use(message);
        return Complete(call, message);
    }

    /// <summary>The types of the parameters of each <c>KeyFor</c>; none if the message is not valid, which is said elsewhere.</summary>
    private List<string[]> KeysOf(INamedTypeSymbol message)
    {
        if (message.DeclaringSyntaxReferences.IsEmpty)
        {
            return [.. message.GetMembers(KnownNames.KeyFor).OfType<IMethodSymbol>().Select(key => key.Parameters.Select(p => CodeText.FullName(p.Type)).ToArray())];
        }

        if (MessageParser.Parse(message, cancellationToken).Model is not { } model)
        {
            problems.LeaveToCompiler();
            return [];
        }

        string[] ids = [.. model.Key.Parts.Where(p => p.Text is null).GroupBy(p => p.Parameter, System.StringComparer.Ordinal).Select(g => g.First().IdType)];
        return model.Key.KeyWithoutJob is null ? [ids] : [ids, []];
    }

    private ClientMethodModel? Complete(ClientCall call, INamedTypeSymbol? message = null, INamedTypeSymbol? reply = null)
    {
        bool isAwaited = call is not (ClientCall.Publish or ClientCall.Set);
        TakeIf(isAwaited && IsCancellation(Current), ClientRole.Cancellation);
        if (next < method.Parameters.Length)
        {
            return Refuse($"its parameter '{method.Parameters[next].Name}' means nothing there");
        }

        return new ClientMethodModel(
            CodeText.Identifier(method.Name),
            CodeText.FullNameWithNull(method.ReturnType),
            call,
            message is null ? "" : CodeText.FullName(message),
            reply is null ? "" : CodeText.FullName(reply),
            parameters.ToImmutable());
    }

    private void TakeIf(bool isThere, ClientRole role)
    {
        if (isThere)
        {
            Take(role);
        }
    }

    private void Take(ClientRole role)
    {
        var parameter = method.Parameters[next++];
        string reference = parameter.RefKind == RefKind.In ? "in " : "";
        parameters.Add(new ClientParameterModel(reference + CodeText.FullNameWithNull(parameter.Type), CodeText.Identifier(parameter.Name), role));
    }

    private ClientMethodModel? Refuse(string reason)
    {
        problems.Add(RuleIds.InvalidClientMethod, method, null, type.Name, method.Name, reason);
        return null;
    }

    private static bool IsHash(INamedTypeSymbol message) => message.GetAttributes().Any(a =>
        a.AttributeClass is { } c && c.IsInNika(c.Name) && c.Name is KnownNames.HashAttribute or KnownNames.WorkingMemoryAttribute or KnownNames.ContractAttribute);

    private static bool IsCancellation(ITypeSymbol? type) =>
        type is { Name: "CancellationToken", ContainingNamespace: { Name: "Threading", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } };

    private static bool IsTimeSpan(ITypeSymbol? type) => type switch
    {
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => IsTimeSpan(nullable.TypeArguments[0]),
        { Name: "TimeSpan", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } => true,
        _ => false,
    };
}
