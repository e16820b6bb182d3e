using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Nika.Messaging.Contracts;
using Nika.Messaging.Generators.Emission;

namespace Nika.Messaging.Generators;

/// <summary>
/// Wires parsing to emission: attributed types → models → one file a type, and one registration for the handlers and clients of an assembly.
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

        // A pipeline's members are the runtime's types. An assembly that has the abstractions alone keeps the declaration.
        var hasRuntime = context.CompilationProvider.Select(static (compilation, _) => compilation.GetTypeByMetadataName(KnownNames.MetadataName(KnownNames.PipelineStep) + "`2") is not null);
        var pipelines = Types(context, KnownNames.ContractAttribute, static (type, cancellation) => PipelineParser.Parse(type, cancellation)?.Emittable(cancellation))
            .WithTrackingName(TrackingNames.Pipelines)
            .Combine(hasRuntime)
            .Where(static found => found.Right);
        context.RegisterSourceOutput(pipelines, static (output, found) => output.AddSource(FileName(found.Left!.Type, "Pipeline"), PipelineEmitter.Emit(found.Left)));

        var handlers = Types(context, KnownNames.HandlerAttribute, static (type, cancellation) => HandlerParser.Parse(type, cancellation).Emittable(cancellation))
            .WithTrackingName(TrackingNames.Handlers);
        var dispatchers = handlers.Select(static (handler, _) => handler!.Dispatcher).WithTrackingName(TrackingNames.Dispatchers);
        context.RegisterSourceOutput(dispatchers, static (output, handler) => output.AddSource(FileName(handler.Type, "Handler"), HandlerEmitter.Emit(handler)));

        var clients = Types(context, KnownNames.ClientAttribute, static (type, cancellation) => ClientParser.Parse(type, cancellation).Emittable(cancellation))
            .WithTrackingName(TrackingNames.Clients);
        context.RegisterSourceOutput(clients, static (output, client) => output.AddSource(FileName(client!.Type, "Client"), ClientEmitter.Emit(client)));

        var registeredClients = clients.Select(static (client, _) => new ClientRegistrationModel(client!.Type.FullName, client.Type.IsPublic))
            .WithTrackingName(TrackingNames.RegisteredClients)
            .Collect()
            .Select(static (all, _) => Sorted(all));
        var assembly = context.CompilationProvider.Select(static (compilation, _) => compilation.AssemblyName ?? "");
        var registration = handlers.Select(static (handler, _) => handler!.Registration).WithTrackingName(TrackingNames.RegisteredHandlers)
            .Collect()
            .Select(static (all, _) => Sorted(all))
            .Combine(registeredClients)
            .Combine(assembly)
            .WithTrackingName(TrackingNames.Registration);
        context.RegisterSourceOutput(registration, static (output, found) =>
        {
            var (handlers, clients) = found.Left;
            if (handlers.Count + clients.Count > 0)
            {
                output.AddSource("Registration.g.cs", RegistrationEmitter.Emit(found.Right, handlers, clients));
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

    private static EquatableArray<ClientRegistrationModel> Sorted(ImmutableArray<ClientRegistrationModel> all) =>
        all.OrderBy(c => c.ClientType, System.StringComparer.Ordinal).ToImmutableArray();
}
