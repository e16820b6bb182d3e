using System.Collections.Immutable;

namespace Nika.Messaging.Analyzers;

/// <summary>What a finding tells its fix about a token that can be passed on.</summary>
internal static class TokenProperties
{
    /// <summary>The name of the token at hand.</summary>
    public const string Token = "Token";

    /// <summary>The name of the parameter it goes to.</summary>
    public const string Parameter = "Parameter";

    public static ImmutableDictionary<string, string?> Of(string token, string parameter) =>
        ImmutableDictionary<string, string?>.Empty.Add(Token, token).Add(Parameter, parameter);
}
