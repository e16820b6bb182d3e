using System;
using System.Collections.Concurrent;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Nika.Messaging.Analyzers;

/// <summary>
/// NIKA206: the text of a key of a layer, or of a message that is declared here or in a reference, is handed to StackExchange.Redis. {0} the
/// text, {1} whose key it is. The specification's keys are known at once, those of messages when all have been seen.
/// </summary>
internal sealed class RawKeyRule
{
    // The longer before those that they begin with.
    private static readonly (string Prefix, string Layer)[] Layers =
    [
        ("nika:ipc:metrics:", "pods' counters"),
        ("nika:ipc:", "jobs' signals"),
        ("nika:wm:", "working memory"),
        ("nika:contract:", "contracts"),
        ("nika:feed:", "entity feed"),
        ("nika:dlq:", "dead letters"),
        ("agent:events", "telemetry"),
        ("agent:state:", "agents' states"),
        ("agent:metrics:", "agents' counters"),
    ];

    private readonly ConcurrentBag<RawKey> others = [];

    private RawKeyRule()
    {
    }

    /// <returns>What is to be done at the compilation's end; null for nothing.</returns>
    public static Action<CompilationAnalysisContext>? Register(CallRules calls, DeclaredTypes declared)
    {
        if (calls.Compilation.GetTypeByMetadataName("StackExchange.Redis.IDatabaseAsync") is { } database)
        {
            var names = RedisApi.MethodNames(database.ContainingNamespace);
            var rule = new RawKeyRule();
            calls.Add((name, _) => names.Contains(name), rule.Analyze);
            return end => rule.ReportKeysOfMessages(declared, end);
        }

        return null;
    }

    private void Analyze(OperationContext<IInvocationOperation> context)
    {
        var call = context.Operation;
        if (!RedisApi.IsOf(call.TargetMethod))
        {
            return;
        }

        foreach (var argument in call.Arguments)
        {
            if (argument.ArgumentKind != ArgumentKind.DefaultValue)
            {
                Examine(argument.Value, context);
            }
        }
    }

    private void Examine(IOperation value, OperationContext<IInvocationOperation> context)
    {
        value = value.WithoutConversion();
        if (StartOf(value) is { } start)
        {
            var key = new RawKey(value, start);
            if (Array.Find(Layers, layer => key.Begins(layer.Prefix)) is { Layer: { } layer })
            {
                context.ReportDiagnostic(key.Reported(layer));
            }
            else
            {
                others.Add(key);
            }

            return;
        }

        // Several at once: KeyDelete(["a", "b"]), Execute("XADD", "a", …).
        var elements = value switch
        {
            IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
            ICollectionExpressionOperation collection => collection.Elements,
            _ => [],
        };
        foreach (var element in elements)
        {
            Examine(element, context);
        }
    }

    /// <summary>The text that a value is or begins with, as far as the compiler knows it.</summary>
    private static string? StartOf(IOperation value) => value switch
    {
        { ConstantValue: { HasValue: true, Value: string text } } => text,
        IInterpolatedStringOperation { Parts: { Length: > 0 } parts } => parts[0] is IInterpolatedStringTextOperation first ? StartOf(first.Text) : null,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => StartOf(sum.LeftOperand.WithoutConversion()),
        _ => null,
    };

    private void ReportKeysOfMessages(DeclaredTypes declared, CompilationAnalysisContext context)
    {
        if (others.IsEmpty)
        {
            return;
        }

        var messages = declared.Messages(context.CancellationToken)
            .Concat(declared.ReferencedMessages(context.Compilation, context.CancellationToken))
            .Where(message => message.Model.Key.Parts is { Count: > 0 } parts && parts[0].Text is not null)
            .OrderBy(message => message.FullName, StringComparer.Ordinal)
            .ToList();
        foreach (var key in others)
        {
            if (messages.Find(message => key.IsOf(message.Model.Key)) is { } message)
            {
                context.ReportDiagnostic(key.Reported($"message '{message.Type.Name}'"));
            }
        }
    }
}
