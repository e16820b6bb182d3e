using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Nika.Messaging.Analyzers;

/// <summary>
/// NIKA201: a thread of the pod waits. {0} the member that waits, {1} what to write instead. Not reported: a task that is known to have
/// ended, a wait of no time, and locks, which are held for moments.
/// </summary>
internal sealed class BlockingWaitRule
{
    private const string Await = "await it";

    private readonly UsageScope scope;
    private readonly TaskTypes tasks;
    private readonly Dictionary<ISymbol, string> waits = new(SymbolEqualityComparer.Default);
    private readonly HashSet<string> names = new(StringComparer.Ordinal) { "GetResult", "For", "ForEach", "Invoke" };
    private readonly INamedTypeSymbol? parallel;

    private BlockingWaitRule(Compilation compilation, UsageScope scope, TaskTypes tasks)
    {
        this.scope = scope;
        this.tasks = tasks;
        parallel = compilation.GetTypeByMetadataName("System.Threading.Tasks.Parallel");
        Add("System.Threading.Tasks.Task", "Wait", Await);
        Add("System.Threading.Tasks.Task", "WaitAll", "await Task.WhenAll");
        Add("System.Threading.Tasks.Task", "WaitAny", "await Task.WhenAny");
        Add("System.Threading.Thread", "Sleep", "await Task.Delay");
        Add("System.Threading.Thread", "Join", "run the work as a task, and await that");
        Add("System.Threading.SemaphoreSlim", "Wait", "await WaitAsync");
        Add("System.Threading.ManualResetEventSlim", "Wait", "await the task of a TaskCompletionSource");
        Add("System.Threading.CountdownEvent", "Wait", "await Task.WhenAll");
        Add("System.Threading.Barrier", "SignalAndWait", "await Task.WhenAll");
        Add("System.Threading.WaitHandle", "WaitOne", "await a SemaphoreSlim's WaitAsync, or the task of a TaskCompletionSource");
        Add("System.Threading.WaitHandle", "WaitAll", "await Task.WhenAll");
        Add("System.Threading.WaitHandle", "WaitAny", "await Task.WhenAny");
        Add("System.Threading.WaitHandle", "SignalAndWait", "await the task of a TaskCompletionSource");
        Add("System.Threading.Monitor", "Wait", "await a SemaphoreSlim's WaitAsync");
        Add("System.Threading.SpinWait", "SpinUntil", "await the task of a TaskCompletionSource");

        void Add(string type, string name, string instead)
        {
            foreach (var method in compilation.GetTypeByMetadataName(type)?.GetMembers(name) ?? [])
            {
                waits[method] = instead;
                names.Add(name);
            }
        }
    }

    public static void Register(CompilationStartAnalysisContext start, CallRules calls, UsageScope scope, TaskTypes tasks)
    {
        var rule = new BlockingWaitRule(start.Compilation, scope, tasks);
        start.RegisterPropertyAction("Result", rule.AnalyzeProperty);
        calls.Add((name, context) => rule.names.Contains(name) && scope.Covers(context.ContainingSymbol), rule.AnalyzeInvocation);
    }

    private void AnalyzeProperty(OperationContext<IPropertyReferenceOperation> context)
    {
        var reference = context.Operation;
        if (tasks.IsTask(reference.Property.ContainingType)
            && reference.Instance is { } task
            && reference.Parent is not INameOfOperation
            && !FinishedTask.IsKnown(task))
        {
            Report(context, reference.Property.Name, Await);
        }
    }

    private void AnalyzeInvocation(OperationContext<IInvocationOperation> context)
    {
        var invocation = context.Operation;
        var method = invocation.TargetMethod;
        if (method.Name == "GetResult")
        {
            if (AwaitedTask(invocation) is { } task && !FinishedTask.IsKnown(task))
            {
                Report(context, method.Name, Await);
            }
        }
        else if (waits.TryGetValue(method.OriginalDefinition, out string? instead))
        {
            bool isTaskWait = ReferenceEquals(instead, Await);
            if (!WaitsForNoTime(invocation) && !(isTaskWait && invocation.Instance is { } task && FinishedTask.IsKnown(task)))
            {
                Report(context, method.Name, instead);
            }
        }
        else if (SymbolEqualityComparer.Default.Equals(method.ContainingType, parallel) && RunsAsyncCode(invocation))
        {
            Report(context, method.Name, "await Parallel.ForEachAsync, which waits for the asynchronous work too");
        }
    }

    // task.GetAwaiter().GetResult(), with or without ConfigureAwait between.
    private IOperation? AwaitedTask(IInvocationOperation getResult)
    {
        if (getResult.Instance is not IInvocationOperation { TargetMethod.Name: "GetAwaiter", Instance: { } awaited })
        {
            return null;
        }

        if (awaited is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } configured })
        {
            awaited = configured;
        }

        return tasks.IsTask(awaited.Type) ? awaited : null;
    }

    private static bool WaitsForNoTime(IInvocationOperation invocation)
    {
        foreach (var argument in invocation.Arguments)
        {
            var value = argument.Value.WithoutConversion();
            if (argument.Parameter?.Type is { SpecialType: SpecialType.System_Int32 } && value.ConstantValue is { HasValue: true, Value: 0 })
            {
                return true;
            }

            if (value is IFieldReferenceOperation { Field: { Name: "Zero", ContainingType.Name: "TimeSpan" } })
            {
                return true;
            }
        }

        return false;
    }

    private static bool RunsAsyncCode(IInvocationOperation parallelCall)
    {
        foreach (var argument in parallelCall.Arguments)
        {
            if (argument.Value.WithoutConversion() is IDelegateCreationOperation { Target: IAnonymousFunctionOperation { Symbol: { IsAsync: true, ReturnsVoid: true } } })
            {
                return true;
            }
        }

        return false;
    }

    private void Report<TOperation>(OperationContext<TOperation> context, string member, string instead)
        where TOperation : class, IOperation
    {
        if (scope.Covers(context.ContainingSymbol))
        {
            context.ReportDiagnostic(Diagnostic.Create(UsageRules.BlockingWait, context.Operation.Syntax.MemberLocation(), member, instead));
        }
    }
}
