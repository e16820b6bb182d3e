using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Analyzers;

/// <summary>A key that is written out: how it begins, as far as the compiler knows.</summary>
internal sealed class RawKey(IOperation value, string start)
{
    private readonly bool isWhole = value.ConstantValue.HasValue;

    /// <summary>Whether it begins so; with a prefix that does not end in a colon, whether it is that.</summary>
    public bool Begins(string prefix) =>
        start.StartsWith(prefix, StringComparison.Ordinal) && (prefix[prefix.Length - 1] == ':' || start.Length == prefix.Length);

    /// <summary>Whether it can be one of a message's keys: the very one, or one that begins with what stands before the first placeholder.</summary>
    public bool IsOf(KeyModel key)
    {
        string prefix = key.Parts[0].Text!;
        return key.Parts.Count == 1 ? isWhole && start == prefix : start.StartsWith(prefix, StringComparison.Ordinal);
    }

    public Diagnostic Reported(string owner)
    {
        string shown = isWhole || value.Syntax is not InterpolatedStringExpressionSyntax ? start : start + "…";
        return Diagnostic.Create(UsageRules.RawKey, value.Syntax.GetLocation(), shown, owner);
    }
}
