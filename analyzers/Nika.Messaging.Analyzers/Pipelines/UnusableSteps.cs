using System;
using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Analyzers;

/// <summary>
/// NIKA133: what the generator cannot print of a pipeline. It then prints nothing of it, so without this the only word would be the
/// compiler's, that <c>StartAsync</c> does not exist.
/// </summary>
internal static class UnusableSteps
{
    /// <summary>Where something is wrong, of what, and what to write instead.</summary>
    public static IEnumerable<(Location Location, string What, string Wrong)> Of(Pipeline pipeline, CancellationToken cancellationToken)
    {
        string? contract = pipeline.Contract.Argument<string>();
        if (!WireNames.IsMessageName(contract ?? ""))
        {
            yield return (
                pipeline.Contract.ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation() ?? pipeline.Type.Locations[0],
                $"the contract '{contract}'",
                $"which is no name for the wire: write another one ({WireNames.MessageRule})");
        }

        var handles = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var step in pipeline.Steps)
        {
            string what = $"step '{step.Name}' of '{pipeline.Type.Name}'";
            if (!WireNames.IsMessageName(step.Name))
            {
                yield return (step.NameLocation(cancellationToken), what, $"which has no name for the wire: write another one ({WireNames.MessageRule})");
            }
            else
            {
                string handle = StepTypes.HandleName(step.Name, pipeline.Type.Name);
                if (handles.TryGetValue(handle, out string? earlier))
                {
                    yield return (step.NameLocation(cancellationToken), what, $"because '{earlier}' is called '{handle}' in C# already: write another name");
                }
                else
                {
                    handles.Add(handle, step.Name);
                }
            }

            if (IsNoMessage(step.Input))
            {
                yield return (step.LocationOf("Input", cancellationToken), what, NoMessage("takes", step.Input!));
            }

            if (IsNoMessage(step.Output))
            {
                yield return (step.LocationOf("Output", cancellationToken), what, NoMessage("makes", step.Output!));
            }

            if (step.TimeLimit is { } limit && Durations.Read(limit, out _) is { } wrong)
            {
                yield return (step.LocationOf("TimeLimit", cancellationToken), what, $"whose time limit '{limit}' is no duration: {wrong}");
            }

            if (step.Attempts < 1)
            {
                yield return (step.LocationOf("Attempts", cancellationToken), what, "which may never be tried: write at least one attempt");
            }
        }
    }

    // What the compiler does not know is its to report.
    private static bool IsNoMessage(ITypeSymbol? type) =>
        type is { TypeKind: not TypeKind.Error } && StepTypes.ElementOf(type) is not { TypeKind: TypeKind.Error } && StepTypes.MessageOf(type) is null;

    private static string NoMessage(string verb, ITypeSymbol type) =>
        $"which {verb} a '{type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}': write a type marked [Message(\"…\")], or an array or list of one";
}
