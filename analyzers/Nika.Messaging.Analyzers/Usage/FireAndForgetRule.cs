using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Nika.Messaging.Analyzers;

/// <summary>NIKA210: a handler starts work that outlives it. {0} the method that starts it.</summary>
internal sealed class FireAndForgetRule
{
    private const string Run = nameof(Run);
    private const string StartNew = nameof(StartNew);
    private const string QueueUserWorkItem = nameof(QueueUserWorkItem);
    private const string UnsafeQueueUserWorkItem = nameof(UnsafeQueueUserWorkItem);

    private readonly HashSet<ISymbol> starters = new(SymbolEqualityComparer.Default);

    private FireAndForgetRule(Compilation compilation)
    {
        Add("System.Threading.Tasks.Task", Run);
        Add("System.Threading.Tasks.TaskFactory", StartNew);
        Add("System.Threading.Tasks.TaskFactory`1", StartNew);
        Add("System.Threading.ThreadPool", QueueUserWorkItem);
        Add("System.Threading.ThreadPool", UnsafeQueueUserWorkItem);

        void Add(string type, string name)
        {
            foreach (var method in compilation.GetTypeByMetadataName(type)?.GetMembers(name) ?? [])
            {
                starters.Add(method);
            }
        }
    }

    public static void Register(CallRules calls, UsageScope scope) =>
        calls.Add(
            (name, context) => name is Run or StartNew or QueueUserWorkItem or UnsafeQueueUserWorkItem && scope.IsInHandler(context.ContainingSymbol),
            new FireAndForgetRule(calls.Compilation).Analyze);

    private void Analyze(OperationContext<IInvocationOperation> context)
    {
        var call = context.Operation;
        if (starters.Contains(call.TargetMethod.OriginalDefinition) && DroppedTask.IsDroppedWithContinuation(call))
        {
            context.ReportDiagnostic(Diagnostic.Create(UsageRules.FireAndForget, call.Syntax.MemberLocation(), call.TargetMethod.Name));
        }
    }
}
