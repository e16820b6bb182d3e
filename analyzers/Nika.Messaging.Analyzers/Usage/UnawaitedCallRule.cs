using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Analyzers;

/// <summary>
/// NIKA203: a task of the library's is dropped. {0} the method, {1} what there is for those who need not know. Whoever calls the
/// library is its client, so this is looked for everywhere.
/// </summary>
internal sealed class UnawaitedCallRule
{
    private readonly TaskTypes tasks;
    private readonly INamedTypeSymbol? publishable;
    private readonly IAssemblySymbol caller;

    private UnawaitedCallRule(Compilation compilation, TaskTypes tasks)
    {
        this.tasks = tasks;
        caller = compilation.Assembly;
        publishable = compilation.GetTypeByMetadataName(KnownNames.MetadataName("IPublishable"));
    }

    public static void Register(CallRules calls, TaskTypes tasks) =>
        calls.Add(
            (name, context) => name.EndsWith("Async", StringComparison.Ordinal) && DroppedTask.MayBe(context.Node),
            new UnawaitedCallRule(calls.Compilation, tasks).Analyze);

    private void Analyze(OperationContext<IInvocationOperation> context)
    {
        var call = context.Operation;
        var method = call.TargetMethod;
        if (!tasks.IsTask(method.ReturnType) || !IsOurs(method) || !DroppedTask.IsDropped(call))
        {
            return;
        }

        string? without = method.Name switch
        {
            "PublishAsync" => "Publish",
            "SetAsync" => "Set",
            "PublishToAsync" => "PublishTo",
            _ => null,
        };
        context.ReportDiagnostic(Diagnostic.Create(
            UsageRules.UnawaitedCall, call.Syntax.MemberLocation(), method.Name, without is null ? "" : $"; '{without}' is for those who need not know"));
    }

    private bool IsOurs(IMethodSymbol method) =>
        (IsInLibrary(method.ContainingNamespace) && !SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, caller))
        || (method.Name == "PublishToAsync" && publishable is not null && method.ContainingType.AllInterfaces.Contains(publishable, SymbolEqualityComparer.Default));

    private static bool IsInLibrary(INamespaceSymbol? space)
    {
        for (; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (space is { Name: "Messaging", ContainingNamespace: { Name: "Nika", ContainingNamespace.IsGlobalNamespace: true } })
            {
                return true;
            }
        }

        return false;
    }
}
