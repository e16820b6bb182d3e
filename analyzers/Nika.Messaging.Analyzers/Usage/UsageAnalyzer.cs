using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Nika.Messaging.Analyzers;

/// <summary>Watches what pods and handlers do. Every rule resolves its symbols here, once, and registers for nothing where it has none.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class UsageAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => UsageRules.All;

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (UsageScope.Of(start.Compilation, start.Options) is { } scope)
            {
                var tasks = new TaskTypes(start.Compilation);
                var calls = new CallRules(start.Compilation);
                BlockingWaitRule.Register(start, calls, scope, tasks);
                BlockingCallRule.Register(calls, scope, tasks);
                UnawaitedCallRule.Register(calls, tasks);
                TokenNotForwardedRule.Register(calls, scope, tasks);
                AsyncVoidRule.Register(start, scope);
                var declared = DeclaredTypes.Collect(start);
                if (RawKeyRule.Register(calls, declared) is { } reportKeys)
                {
                    start.RegisterCompilationEndAction(reportKeys);
                }

                RawWriteWithoutExpiryRule.Register(calls, scope);
                if (scope.IsPod)
                {
                    start.RegisterCompilationEndAction(end => UnhandledByWorkersRule.Report(declared, end));
                }

                GroupStreamRule.Register(start);
                FireAndForgetRule.Register(calls, scope);
                IgnoredRefusalRule.Register(calls);
                calls.Register(start);
            }
        });
    }
}
