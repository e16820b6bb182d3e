using System;
using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Analyzers;

/// <summary>The wire schema of a message, as its baseline lines say it: parts are spelled out where they are used.</summary>
internal sealed class MessageSchema
{
    private readonly Dictionary<string, SchemaLine> lines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ISymbol> members = new(StringComparer.Ordinal);

    public MessageSchema(MessageModel message, IReadOnlyList<ParsedMember> members, CancellationToken cancellationToken)
    {
        Name = message.WireName;
        Version = message.Version;
        Add(SchemaLine.OfMessage(Name, Version), null);
        var open = new Dictionary<ISymbol, string>(SymbolEqualityComparer.Default);
        foreach (var member in members)
        {
            Add(member, Name, member.Symbol, open, cancellationToken);
        }
    }

    public string Name { get; }

    public int Version { get; }

    /// <summary>The message's own line, its fields and their values.</summary>
    public IReadOnlyCollection<SchemaLine> Lines => lines.Values;

    public SchemaLine? Find(string key) => lines.TryGetValue(key, out var line) ? line : null;

    /// <summary>The message's member that a line comes from; null for the message's own line.</summary>
    public ISymbol? MemberOf(SchemaLine line) => members.TryGetValue(line.Key, out var member) ? member : null;

    private void Add(ParsedMember member, string path, ISymbol root, Dictionary<ISymbol, string> open, CancellationToken cancellationToken)
    {
        if (member.Model is not { } model)
        {
            return;
        }

        string key = path + "." + SchemaPath.Segment(model.WireName);
        string inner = key + Suffix(model.Value);
        var part = Parts.In(member.Type);
        string leaf = "object";
        bool isOpen = part is not null && open.TryGetValue(part, out leaf);
        string presence = model.Value.IsNullable ? "nullable" : model.IsRequired ? "required" : "optional";
        Add(SchemaLine.OfField(key, TypeOf(model.Value, isOpen ? "^" + leaf : "object"), presence), root);
        for (var value = model.Value; value is not null; value = value.Element)
        {
            foreach (var named in value.Enum?.Values ?? default)
            {
                Add(SchemaLine.OfValue(inner, SchemaPath.Segment(named.WireName)), root);
            }
        }

        // A part may contain itself: inside of it, its place says enough.
        if (part is not null && !isOpen)
        {
            open.Add(part, inner);
            foreach (var field in Parts.MembersOf(part, cancellationToken))
            {
                Add(field, inner, root, open, cancellationToken);
            }

            open.Remove(part);
        }
    }

    private void Add(SchemaLine line, ISymbol? member)
    {
        lines[line.Key] = line;
        if (member is not null)
        {
            members[line.Key] = member;
        }
    }

    private static string Suffix(ValueModel value) =>
        value.Element is { } element ? (value.IsList ? "[]" : "{}") + Suffix(element) : "";

    private static string TypeOf(ValueModel value, string part)
    {
        if (value.Element is { } element)
        {
            string inner = TypeOf(element, part) + (element.IsNullable ? "?" : "");
            return value.IsList ? "[" + inner + "]" : "{" + inner + "}";
        }

        return value.Kind switch
        {
            ValueKind.Boolean => "bool",
            ValueKind.SByte => "int8",
            ValueKind.Byte => "uint8",
            ValueKind.Single => "float32",
            ValueKind.Double => "float64",
            ValueKind.DateTimeOffset => "timestamp",
            ValueKind.DateOnly => "date",
            ValueKind.TimeSpan => "duration",
            ValueKind.TimeOnly => "time",
            ValueKind.JsonElement => "any",
            ValueKind.Bytes or ValueKind.Memory or ValueKind.MutableMemory => "base64",
            ValueKind.Enum => value.Enum?.Fallback is null ? "enum" : "enum*",
            ValueKind.Part => part,
            _ => value.Kind.ToString().ToLowerInvariant(),
        };
    }
}
