using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Contracts;

/// <summary>Reads a key template, whose placeholders name members of id types by C# name or wire name.</summary>
internal sealed class KeyParser(INamedTypeSymbol type, AttributeData layer, IReadOnlyList<ParsedMember> members, Problems problems)
{
    private const string WithoutJob = "nika:ipc:alpha";

    private readonly ImmutableArray<KeyPartModel>.Builder parts = ImmutableArray.CreateBuilder<KeyPartModel>();
    private readonly StringBuilder template = new();

    /// <summary>A key of the type's own.</summary>
    public KeyModel Own(string key)
    {
        if (key.Length == 0)
        {
            Refuse(key, "the key is empty");
        }

        Template(key);
        return Complete();
    }

    /// <summary>A key of the specification that ends with the job, perhaps with an artifact behind it.</summary>
    public KeyModel OfJob(string prefix, string? artifact = null)
    {
        Text(prefix);
        Own(KnownNames.JobId, KnownNames.JobId);
        if (artifact is not null)
        {
            Text(":");
            Template(artifact);
        }

        return Complete();
    }

    /// <summary>The stream of the message's job, or Alpha's if it has none.</summary>
    public KeyModel OfBus()
    {
        var job = Find(KnownNames.JobId, KnownNames.JobId);
        if (job is null)
        {
            Text(WithoutJob);
            return Complete();
        }

        Text("nika:ipc:");
        Placeholder(job);
        return Complete(job.Value.IsNullable ? WithoutJob : null);
    }

    /// <summary>The stream of the message's session, or of the envelope's.</summary>
    public KeyModel OfSession()
    {
        Text("agent:events:");
        var session = Find(KnownNames.SessionId, KnownNames.SessionId);
        template.Append("{session_id}");
        parts.Add(new KeyPartModel(
            null,
            session?.Name,
            "global::" + KnownNames.Namespace + "." + KnownNames.SessionId,
            "sessionId",
            session?.Value.IsNullable == true,
            FromEnvelope: session is null || session.Value.IsNullable));
        return Complete();
    }

    /// <summary>A key that is the same for every message.</summary>
    public KeyModel Fixed(string key)
    {
        Text(key);
        return Complete();
    }

    /// <summary>A member the layer needs besides its key.</summary>
    public void Require(string name, string idType) => _ = Needed(name, idType);

    private void Own(string name, string idType)
    {
        if (Needed(name, idType) is { } member)
        {
            Placeholder(member);
        }
    }

    private MemberModel? Needed(string name, string idType)
    {
        var member = Find(name, idType);
        if (member is null || member.Value.IsNullable)
        {
            if (!IsReported(name))
            {
                Refuse(name, $"the layer needs a member {name} of type {idType}");
            }

            return null;
        }

        return member;
    }

    /// <summary>Whether the member is there, but something else is wrong with it that has been reported already.</summary>
    private bool IsReported(string name) => problems.IsFaulty && members.Any(m => m.Name == name && m.Model is null);

    private MemberModel? Find(string name, string idType) =>
        members.FirstOrDefault(m => m.Name == name && m.Model?.Value.TypeName == "global::" + KnownNames.Namespace + "." + idType)?.Model;

    private void Template(string text)
    {
        int at = 0;
        while (at < text.Length)
        {
            int open = text.IndexOf('{', at);
            int close = text.IndexOf('}', at);
            if (open < 0 && close < 0)
            {
                Text(text.Substring(at));
                return;
            }

            int next = open < 0 ? -1 : text.IndexOf('{', open + 1);
            if (open < 0 || close < open || (next >= 0 && next < close))
            {
                Refuse(text, "its braces do not match");
                return;
            }

            Text(text.Substring(at, open - at));
            Placeholder(text.Substring(open + 1, close - open - 1));
            at = close + 1;
        }
    }

    private void Placeholder(string name)
    {
        var member = members.FirstOrDefault(m => m.Name == name && m.Model is not null) ?? members.FirstOrDefault(m => m.Model?.WireName == name);
        if (member?.Model is not { } model)
        {
            if (!IsReported(name))
            {
                Refuse(name, "there is no such member");
            }
        }
        else if (model.Value.Kind != ValueKind.Id)
        {
            Refuse(name, "the member is no id");
        }
        else if (model.Value.IsNullable)
        {
            Refuse(name, "the member may be null");
        }
        else
        {
            Placeholder(model);
        }
    }

    private void Placeholder(MemberModel member)
    {
        template.Append('{').Append(member.WireName).Append('}');
        string parameter = CodeText.Identifier(CodeText.CamelCase(member.Name.TrimStart('@')));
        parts.Add(new KeyPartModel(null, member.Name, member.Value.TypeName, parameter, member.Value.IsNullable, FromEnvelope: false));
    }

    private void Text(string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        if (text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || char.IsSurrogate(c)))
        {
            Refuse(text, "a key has no white space or control characters");
        }

        template.Append(text);
        parts.Add(KeyPartModel.Constant(text));
    }

    private void Refuse(string placeholder, string reason) => problems.Add(RuleIds.UnknownPlaceholder, type, layer, type.Name, placeholder, reason);

    private KeyModel Complete(string? withoutJob = null) => new(template.ToString(), Join(parts), withoutJob);

    /// <summary>Neighbouring texts become one.</summary>
    private static ImmutableArray<KeyPartModel> Join(ImmutableArray<KeyPartModel>.Builder parts)
    {
        var joined = ImmutableArray.CreateBuilder<KeyPartModel>(parts.Count);
        foreach (var part in parts)
        {
            if (part.Text is not null && joined.Count > 0 && joined[joined.Count - 1].Text is { } before)
            {
                joined[joined.Count - 1] = KeyPartModel.Constant(before + part.Text);
            }
            else
            {
                joined.Add(part);
            }
        }

        return joined.ToImmutable();
    }
}
