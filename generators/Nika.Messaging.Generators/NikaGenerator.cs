using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Nika.Messaging.Contracts;
using Nika.Messaging.Generators.Emission;

namespace Nika.Messaging.Generators;

/// <summary>
/// Wires parsing to emission: attributed types → models → one file a type, and one registration for the handlers of an assembly.
/// Says nothing about invalid contracts: the analyzers do.
/// </summary>
[Generator(LanguageNames.CSharp)]
internal sealed class NikaGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var ids = Types(context, KnownNames.IdAttribute, static (type, cancellation) => IdParser.Parse(type, cancellation).Emittable(cancellation))
            .WithTrackingName(TrackingNames.Ids);
        context.RegisterSourceOutput(ids, static (output, id) => output.AddSource(FileName(id!.Type, "Id"), IdEmitter.Emit(id)));

        var messages = Types(context, KnownNames.MessageAttribute, static (type, cancellation) => MessageParser.Parse(type, cancellation).Emittable(cancellation))
            .WithTrackingName(TrackingNames.Messages);
        context.RegisterSourceOutput(messages, static (output, message) => output.AddSource(FileName(message!.Shape.Type, "Message"), MessageEmitter.Emit(message)));

        var parts = Types(context, KnownNames.MessagePartAttribute, static (type, cancellation) => PartParser.Parse(type, cancellation).Emittable(cancellation))
            .WithTrackingName(TrackingNames.Parts);
        context.RegisterSourceOutput(parts, static (output, part) => output.AddSource(FileName(part!.Type, "Part"), PartEmitter.Emit(part)));

        var handlers = Types(context, KnownNames.HandlerAttribute, static (type, cancellation) => HandlerParser.Parse(type, cancellation).Emittable(cancellation))
            .WithTrackingName(TrackingNames.Handlers);
        var dispatchers = handlers.Select(static (handler, _) => handler!.Dispatcher).WithTrackingName(TrackingNames.Dispatchers);
        context.RegisterSourceOutput(dispatchers, static (output, handler) => output.AddSource(FileName(handler.Type, "Handler"), HandlerEmitter.Emit(handler)));

        var assembly = context.CompilationProvider.Select(static (compilation, _) => compilation.AssemblyName ?? "");
        var registration = handlers.Select(static (handler, _) => handler!.Registration).WithTrackingName(TrackingNames.RegisteredHandlers)
            .Collect()
            .Select(static (all, _) => Sorted(all))
            .Combine(assembly)
            .WithTrackingName(TrackingNames.Registration);
        context.RegisterSourceOutput(registration, static (output, found) =>
        {
            if (found.Left.Count > 0)
            {
                output.AddSource("Registration.g.cs", RegistrationEmitter.Emit(found.Right, found.Left));
            }
        });
    }

    private static IncrementalValuesProvider<TModel?> Types<TModel>(
        IncrementalGeneratorInitializationContext context, string attribute, System.Func<INamedTypeSymbol, CancellationToken, TModel?> parse)
        where TModel : class =>
        context.SyntaxProvider.ForAttributeWithMetadataName(
            KnownNames.MetadataName(attribute),
            static (node, _) => node is TypeDeclarationSyntax,
            (found, cancellation) => parse((INamedTypeSymbol)found.TargetSymbol, cancellation))
        .Where(static model => model is not null);

    private static string FileName(TypeModel type, string role) => type.HintName + "." + role + ".g.cs";

    private static EquatableArray<RegistrationModel> Sorted(ImmutableArray<RegistrationModel> all) =>
        all.OrderBy(h => h.HandlerType, System.StringComparer.Ordinal).ToImmutableArray();
}
