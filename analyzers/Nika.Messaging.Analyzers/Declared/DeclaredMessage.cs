using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using Microsoft.CodeAnalysis;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Analyzers;

/// <summary>A valid message, as it is compared with others.</summary>
internal sealed class DeclaredMessage
{
    private static readonly Regex Placeholder = new(@"\{[^}]*\}", RegexOptions.CultureInvariant, System.TimeSpan.FromSeconds(1));

    private DeclaredMessage(INamedTypeSymbol type, MessageModel model, AttributeData message, AttributeData layer)
    {
        Type = type;
        Model = model;
        MessageAttribute = message;
        LayerAttribute = layer;
        OwnKey = model.Layer is Layer.Hash or Layer.WorkingMemory or Layer.Stream ? Placeholder.Replace(model.Key.Template, "{}") : null;
    }

    public INamedTypeSymbol Type { get; }

    public MessageModel Model { get; }

    public AttributeData MessageAttribute { get; }

    public AttributeData LayerAttribute { get; }

    /// <summary>Whether it is work for one pod of a role.</summary>
    public bool IsRequest => Model.SignalKind == "Request";

    public string FullName => Model.Shape.Type.FullName;

    /// <summary>The key, whatever its placeholders are called; null on the layers whose keys are there to be shared, or for one contract a job.</summary>
    public string? OwnKey { get; }

    /// <summary>The message that a type declares; null if it declares none, or one that is refused.</summary>
    public static DeclaredMessage? Of(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (type.FindAttribute(KnownNames.MessageAttribute) is not { } message || MessageParser.Parse(type, cancellationToken).Model is not { } model)
        {
            return null;
        }

        var layer = LayerParser.Find(type, message, new Problems(), out _);
        return layer is null ? null : new DeclaredMessage(type, model, message, layer);
    }

    /// <summary>The messages of referenced assemblies.</summary>
    public static IEnumerable<DeclaredMessage> OfReferences(Compilation compilation, IAssemblySymbol library, CancellationToken cancellationToken) =>
        ReferencedTypes.Of(compilation, library, cancellationToken).Select(type => Of(type, cancellationToken)).OfType<DeclaredMessage>();

    /// <summary>Whether a message with the same key does not get along with this one. Types share a stream well, unless one of them wants it kept otherwise.</summary>
    public bool Spoils(DeclaredMessage other) =>
        Model.IsHash || other.Model.IsHash
        || Model.TimeToLive != other.Model.TimeToLive || Model.MaxLength != other.Model.MaxLength || Model.Retention != other.Model.Retention;

    /// <summary>How another message's text names this one.</summary>
    public string ShownFrom(DeclaredMessage other)
    {
        string name = Type.ToDisplayString();
        return SymbolEqualityComparer.Default.Equals(Type.ContainingAssembly, other.Type.ContainingAssembly) ? name : name + ", " + Type.ContainingAssembly.Name;
    }
}
