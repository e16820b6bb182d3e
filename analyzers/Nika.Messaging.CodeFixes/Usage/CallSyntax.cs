using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Nika.Messaging.Analyzers;

namespace Nika.Messaging.CodeFixes;

/// <summary>Small changes of a call.</summary>
internal static class CallSyntax
{
    /// <summary>The call whose name a finding points at; null where it is written in another way, such as after <c>?.</c>.</summary>
    public static InvocationExpressionSyntax? Of(SyntaxNode name) => name switch
    {
        SimpleNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } } => call,
        SimpleNameSyntax { Parent: InvocationExpressionSyntax call } => call,
        _ => null,
    };

    /// <summary>The same call of another method; type arguments stay.</summary>
    public static InvocationExpressionSyntax Renamed(this InvocationExpressionSyntax call, string name) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => call.WithExpression(access.WithName(Named(access.Name, name))),
        SimpleNameSyntax simple => call.WithExpression(Named(simple, name)),
        _ => call,
    };

    /// <summary>The call with the token that the finding says can be passed on; by its parameter's name, whatever comes before it.</summary>
    public static InvocationExpressionSyntax WithToken(this InvocationExpressionSyntax call, Diagnostic diagnostic)
    {
        if (!diagnostic.Properties.TryGetValue(TokenProperties.Token, out string? token)
            || token is null
            || !diagnostic.Properties.TryGetValue(TokenProperties.Parameter, out string? parameter)
            || parameter is null)
        {
            return call;
        }

        return call.WithArgument(parameter, SyntaxFactory.IdentifierName(token));
    }

    /// <summary>The call with one argument more, by name.</summary>
    public static InvocationExpressionSyntax WithArgument(this InvocationExpressionSyntax call, string parameter, ExpressionSyntax value)
    {
        var argument = SyntaxFactory.Argument(SyntaxFactory.NameColon(parameter).WithTrailingTrivia(SyntaxFactory.Space), default, value);
        var arguments = call.ArgumentList.Arguments;
        if (arguments.Count > 0)
        {
            argument = argument.WithLeadingTrivia(SyntaxFactory.Space);
        }

        return call.WithArgumentList(call.ArgumentList.WithArguments(arguments.Add(argument)));
    }

    private static SimpleNameSyntax Named(SimpleNameSyntax old, string name)
    {
        var identifier = SyntaxFactory.Identifier(name).WithTriviaFrom(old.Identifier);
        return old is GenericNameSyntax generic ? generic.WithIdentifier(identifier) : SyntaxFactory.IdentifierName(identifier);
    }
}
