using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Contracts;

/// <summary>Reads a type marked <c>[Message]</c>.</summary>
internal static class MessageParser
{
    /// <summary>How many entries <c>agent:events:{session_id}</c> keeps, about: the specification's <c>maxlen</c>.</summary>
    private const long TelemetryEntries = 5000;

    private static readonly string[] FieldsNames = ["Fields", "MemoryFields"];

    public static Parsed<MessageModel> Parse(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var problems = new Problems();
        if (type.FindAttribute(KnownNames.MessageAttribute) is not { } message)
        {
            problems.LeaveToCompiler();
            return new Parsed<MessageModel>(null, problems);
        }

        string name = message.Argument<string>() ?? "";
        if (!WireNames.IsMessageName(name))
        {
            problems.Add(RuleIds.InvalidWireName, type, message, type.Name, name, WireNames.MessageRule);
        }

        var shape = ShapeParser.Parse(type, problems, cancellationToken, out var members);
        if (LayerParser.Find(type, message, problems, out var layer) is not { } attribute)
        {
            return new Parsed<MessageModel>(null, problems);
        }

        var key = KeyOf(type, layer, attribute, members, problems);
        var model = new MessageModel(
            shape,
            name,
            VersionOf(type, message, problems),
            layer,
            key,
            TimeToLiveOf(type, layer, attribute, problems),
            MaxLengthOf(type, layer, key, problems),
            RetentionOf(type, layer, problems),
            layer is Layer.Signal or Layer.Bus ? attribute.EnumArgument() : null,
            SignificanceOf(layer, attribute),
            MetaParser.Parse(type, members, problems),
            MemoryTextOf(members),
            FieldsNameOf(type, layer, attribute),
            RequestParser.Parse(type, layer, attribute, problems, cancellationToken),
            !type.GetMembers("PublishTo").IsEmpty || !type.GetMembers("PublishToAsync").IsEmpty);
        if (model.IsHash)
        {
            RefuseReservedFields(type, members, problems);
            RefuseExtensionData(type, members, problems);
        }

        if (layer == Layer.Stream && IsShared(attribute) && model.MaxLength is null && model.Retention is null)
        {
            problems.Add(RuleIds.UnboundedStream, type, attribute, type.Name, key.Template);
        }

        return new Parsed<MessageModel>(model, problems, members);
    }

    private static int VersionOf(INamedTypeSymbol type, AttributeData message, Problems problems)
    {
        int version = message.NamedArguments.Any(a => a.Key == "Version") ? message.Named<int>("Version") : 1;
        if (version < 1)
        {
            problems.Add(RuleIds.InvalidVersion, type, message, type.Name, version.ToString(CultureInfo.InvariantCulture));
        }

        return version;
    }

    private static KeyModel KeyOf(INamedTypeSymbol type, Layer layer, AttributeData attribute, IReadOnlyList<ParsedMember> members, Problems problems)
    {
        var parser = new KeyParser(type, attribute, members, problems);
        switch (layer)
        {
            case Layer.Signal:
                return parser.OfJob("nika:ipc:");
            case Layer.WorkingMemory:
                string artifact = attribute.Argument<string>() ?? "";
                if (!IsArtifact(artifact))
                {
                    problems.Add(RuleIds.InvalidWireName, type, attribute, type.Name, artifact, "an artifact is 1 to 128 ASCII letters, digits, '.', '_' and '-', starting with a letter or digit");
                    return parser.OfJob("nika:wm:");
                }

                return parser.OfJob("nika:wm:", artifact);
            case Layer.Contract:
                return parser.OfJob("nika:contract:");
            case Layer.EntityFeed:
                parser.Require(KnownNames.EntityId, KnownNames.EntityId);
                if (!members.Any(m => m.Model is { Value.IsNullable: false } && m.Type.IsInNika(KnownNames.EntityStatus)))
                {
                    problems.Add(RuleIds.UnknownPlaceholder, type, attribute, type.Name, "Status", "the layer needs a member of type " + KnownNames.EntityStatus);
                }

                return parser.Fixed("nika:feed:entities");
            case Layer.Telemetry:
                return parser.OfSession();
            case Layer.Bus:
                return parser.OfBus();
            default:
                return parser.Own(attribute.Argument<string>() ?? "");
        }
    }

    /// <summary>Whether the key is meant to be the same for every message: a placeholder that fits no member has been reported as such.</summary>
    private static bool IsShared(AttributeData stream) =>
        stream.Argument<string>() is { Length: > 0 } key && key.IndexOf('{') < 0 && key.IndexOf('}') < 0;

    private static bool IsArtifact(string artifact)
    {
        string text = artifact;
        for (int open = text.IndexOf('{'); open >= 0; open = text.IndexOf('{'))
        {
            int close = text.IndexOf('}', open);
            if (close < 0)
            {
                return true; // the braces are reported with the key
            }

            text = text.Remove(open, close - open + 1).Insert(open, "x");
        }

        return text.Length is > 0 and <= 128
            && text.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '_' or '-')
            && text[0] is not ('.' or '_' or '-');
    }

    private static long TimeToLiveOf(INamedTypeSymbol type, Layer layer, AttributeData attribute, Problems problems)
    {
        long? builtIn = LayerParser.TimeToLiveOf(layer);
        if (type.FindAttribute(KnownNames.TtlAttribute) is not { } ttl)
        {
            if (builtIn is null)
            {
                problems.Add(RuleIds.NoTimeToLive, type, attribute, type.Name);
            }

            return builtIn ?? 0;
        }

        long given = DurationOf(type, ttl, problems);
        if (given > builtIn)
        {
            problems.Add(RuleIds.InvalidDuration, type, ttl, type.Name, ttl.Argument<string>() ?? "", "it is longer than the layer's own");
        }

        return given;
    }

    private static long? MaxLengthOf(INamedTypeSymbol type, Layer layer, KeyModel key, Problems problems)
    {
        if (layer != Layer.Stream || type.FindAttribute(KnownNames.MaxLengthAttribute) is not { } attribute)
        {
            return layer == Layer.Telemetry ? TelemetryEntries : null;
        }

        long entries = attribute.Argument<long>();
        if (entries < 1)
        {
            problems.Add(RuleIds.UnboundedStream, type, attribute, type.Name, key.Template);
        }

        return entries;
    }

    private static long? RetentionOf(INamedTypeSymbol type, Layer layer, Problems problems)
    {
        if (layer != Layer.Stream || type.FindAttribute(KnownNames.RetentionAttribute) is not { } attribute)
        {
            return layer == Layer.EntityFeed ? LayerParser.TimeToLiveOf(layer) : null;
        }

        return DurationOf(type, attribute, problems);
    }

    private static long DurationOf(INamedTypeSymbol type, AttributeData attribute, Problems problems)
    {
        string text = attribute.Argument<string>() ?? "";
        if (Durations.Read(text, out long milliseconds) is { } wrong)
        {
            problems.Add(RuleIds.InvalidDuration, type, attribute, type.Name, text, wrong);
        }

        return milliseconds;
    }

    private static string SignificanceOf(Layer layer, AttributeData attribute) => layer switch
    {
        Layer.EntityFeed => "ByStatus",
        Layer.Bus when attribute.Named<bool>("Remember") => "Always",
        _ => "Never",
    };

    // Memory is asked for what can be there only. A member of the type's own keeps its name.
    private static string? FieldsNameOf(INamedTypeSymbol type, Layer layer, AttributeData attribute) =>
        SignificanceOf(layer, attribute) == "Never" ? null : FieldsNames.FirstOrDefault(name => type.Name != name && type.GetMembers(name).IsEmpty);

    private static string? MemoryTextOf(IReadOnlyList<ParsedMember> members)
    {
        var strings = members.Where(m => m.Type.SpecialType == SpecialType.System_String).ToList();
        var member = strings.Find(m => m.FindAttribute(KnownNames.MemoryTextAttribute) is not null) ?? strings.Find(m => m.Name == "Summary");
        return member?.Identifier;
    }

    private static void RefuseExtensionData(INamedTypeSymbol type, IReadOnlyList<ParsedMember> members, Problems problems)
    {
        foreach (var member in members.Where(m => m.Model is { IsExtensionData: true }))
        {
            problems.Add(RuleIds.InvalidExtensionData, member.Symbol, member.FindExtensionData(), type.Name, member.Name, "a hash has fields of its own beside the members', and plain text where JSON is expected");
        }
    }

    private static void RefuseReservedFields(INamedTypeSymbol type, IReadOnlyList<ParsedMember> members, Problems problems)
    {
        foreach (var member in members)
        {
            if (member.Model?.WireName is KnownNames.TypeField or KnownNames.MetaField)
            {
                string rule = $"a hash has fields {KnownNames.TypeField} and {KnownNames.MetaField} of its own";
                problems.Add(RuleIds.InvalidWireName, member.Symbol, member.FindAttribute(KnownNames.WireNameAttribute), type.Name + "." + member.Name, member.Model.WireName, rule);
            }
        }
    }
}
