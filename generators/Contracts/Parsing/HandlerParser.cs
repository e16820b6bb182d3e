using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Contracts;

/// <summary>Reads a type marked <c>[Handler]</c>.</summary>
internal static class HandlerParser
{
    // HandlerOrdering.PerEntity
    private const int PerEntity = 1;

    public static Parsed<HandlerModel> Parse(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var problems = new Problems();
        var model = TypeParser.Parse(type, problems, cancellationToken);
        if (!TypeParser.IsVisibleInAssembly(type))
        {
            problems.Add(RuleIds.UnsupportedType, type, null, type.Name, "private");
        }

        var attribute = type.FindAttribute(KnownNames.HandlerAttribute);
        var dispatcher = new DispatcherModel(
            model,
            attribute?.Argument<string>(),
            attribute?.Named<bool>("SignificantOnly") == true,
            System.Math.Max(1, attribute?.Named<int>("Concurrency") ?? 1),
            attribute?.Named<int>("Ordering") == PerEntity,
            TimeLimitOf(type, attribute, problems),
            attribute?.Named<bool?>("FlowsContext") != false,
            MethodsOf(type, problems, cancellationToken));
        var registration = new RegistrationModel(model.FullName, model.IsPublic, ServicesOf(type, problems));
        return new Parsed<HandlerModel>(new HandlerModel(dispatcher, registration), problems);
    }

    private static long? TimeLimitOf(INamedTypeSymbol type, AttributeData? attribute, Problems problems)
    {
        if (attribute?.Named<string>("TimeLimit") is not { } text)
        {
            return null;
        }

        if (Durations.Read(text, out long milliseconds) is { } wrong)
        {
            problems.Add(RuleIds.InvalidDuration, type, attribute, type.Name, text, wrong);
        }

        return milliseconds;
    }

    private static ImmutableArray<HandlerMethodModel> MethodsOf(INamedTypeSymbol type, Problems problems, CancellationToken cancellationToken)
    {
        var methods = new List<HandlerMethodModel>();
        bool any = false;
        for (var current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            foreach (var member in current.GetMembers(KnownNames.HandleMethod))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (member is not IMethodSymbol { MethodKind: MethodKind.Ordinary, IsStatic: false, IsOverride: false, DeclaredAccessibility: Accessibility.Public } method)
                {
                    continue;
                }

                any = true;
                if (MethodOf(type, method, problems) is not { } parsed)
                {
                    continue;
                }

                if (methods.Exists(m => m.WireName == parsed.WireName))
                {
                    problems.Add(RuleIds.DuplicateHandlerMethod, method, null, type.Name, parsed.WireName);
                }

                methods.Add(parsed);
            }
        }

        if (!any)
        {
            problems.Add(RuleIds.NoHandlerMethod, type, null, type.Name);
        }

        return [.. methods.OrderBy(m => m.WireName, System.StringComparer.Ordinal)];
    }

    private static HandlerMethodModel? MethodOf(INamedTypeSymbol type, IMethodSymbol method, Problems problems)
    {
        var parameters = method.Parameters;
        if (method.IsGenericMethod || parameters.IsEmpty || parameters.Any(p => p.RefKind is not (RefKind.None or RefKind.In)))
        {
            return Refuse("it takes a message, then perhaps a MessageContext, then perhaps a CancellationToken");
        }

        var message = parameters[0].Type;
        if (message.TypeKind == TypeKind.Error)
        {
            problems.LeaveToCompiler();
            return null;
        }

        if (message is not INamedTypeSymbol named || named.FindAttribute(KnownNames.MessageAttribute) is not { } attribute)
        {
            return Refuse($"{message.Name} is no message");
        }

        if (named.GetAttributes().Any(a => a.AttributeClass is { } c && c.IsInNika(c.Name)
            && c.Name is KnownNames.HashAttribute or KnownNames.WorkingMemoryAttribute or KnownNames.ContractAttribute))
        {
            return Refuse($"{message.Name} is a hash, which is read and not received");
        }

        problems.Use(named);
        int next = 1;
        bool context = next < parameters.Length && parameters[next].Type.IsInNika(KnownNames.MessageContext);
        next += context ? 1 : 0;
        bool cancellation = next < parameters.Length && IsSystem(parameters[next].Type, "Threading", "CancellationToken");
        next += cancellation ? 1 : 0;
        if (next != parameters.Length)
        {
            return Refuse("it takes a message, then perhaps a MessageContext, then perhaps a CancellationToken");
        }

        var reply = RequestParser.ReplyOf(named, out bool isStream);
        if (!Returns(method.ReturnType, reply, isStream, out bool isTask, out bool hasReply))
        {
            return Refuse(reply switch
            {
                null => "it returns a ValueTask or a Task",
                _ when isStream => $"it returns an IAsyncEnumerable of {reply.Name}, a ValueTask or a Task",
                _ => $"it returns a ValueTask or a Task, of {reply.Name} or of nothing",
            });
        }

        var replyModel = hasReply ? new RequestModel(CodeText.FullName(reply!), isStream) : null;
        return new HandlerMethodModel(CodeText.FullName(message), attribute.Argument<string>() ?? "", context, cancellation, isTask, replyModel);

        HandlerMethodModel? Refuse(string reason)
        {
            problems.Add(RuleIds.InvalidHandlerMethod, method, null, type.Name, reason);
            return null;
        }
    }

    private static ImmutableArray<ServiceModel> ServicesOf(INamedTypeSymbol type, Problems problems)
    {
        var constructors = type.InstanceConstructors.Where(c => c.DeclaredAccessibility == Accessibility.Public).ToList();
        if (constructors.Count != 1 && !type.IsAbstract)
        {
            string reason = constructors.Count == 0 ? "it has no public constructor" : "it has several public constructors";
            problems.Add(RuleIds.AmbiguousConstructor, type, null, type.Name, reason);
        }

        return constructors.Count == 0 ? [] : [.. constructors[0].Parameters.Select(ServiceOf)];
    }

    private static ServiceModel ServiceOf(IParameterSymbol parameter)
    {
        var type = parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : parameter.Type;
        bool isProvider = type is { Name: "IServiceProvider", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
        return new ServiceModel(CodeText.FullName(type), isProvider, AbsentOf(parameter));
    }

    private static string? AbsentOf(IParameterSymbol parameter)
    {
        if (parameter is { HasExplicitDefaultValue: true, ExplicitDefaultValue: not null })
        {
            return CodeText.DefaultOf(parameter);
        }

        bool mayBeNull = parameter.Type.NullableAnnotation == NullableAnnotation.Annotated;
        if (!parameter.HasExplicitDefaultValue && !mayBeNull)
        {
            return null;
        }

        return parameter.Type.IsReferenceType ? (mayBeNull ? "null" : "null!") : $"default({CodeText.FullName(parameter.Type)})";
    }

    private static bool Returns(ITypeSymbol type, INamedTypeSymbol? reply, bool isStream, out bool isTask, out bool hasReply)
    {
        hasReply = type is INamedTypeSymbol { Arity: 1 } result && SymbolEqualityComparer.Default.Equals(result.TypeArguments[0], reply);
        isTask = IsTask(type, "Task");
        if (hasReply && isStream)
        {
            return type is { Name: "IAsyncEnumerable", ContainingNamespace: { Name: "Generic", ContainingNamespace: { Name: "Collections", ContainingNamespace.Name: "System" } } };
        }

        return (hasReply || type is INamedTypeSymbol { Arity: 0 }) && (isTask || IsTask(type, "ValueTask"));
    }

    private static bool IsTask(ITypeSymbol type, string name) =>
        type.Name == name && type.ContainingNamespace is
        {
            Name: "Tasks",
            ContainingNamespace: { Name: "Threading", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } },
        };

    private static bool IsSystem(ITypeSymbol type, string space, string name) =>
        type.Name == name && type.ContainingNamespace is { ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } found
        && found.Name == space;
}
