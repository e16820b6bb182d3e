using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Analyzers;

/// <summary>
/// Makes a rule's descriptor. How sure the rule is decides how severe it is; whoever disagrees changes it in .editorconfig. A rule's
/// id, category, severity and title stand again in AnalyzerReleases.*.md, its page in docs/rules: a test holds them together.
/// </summary>
internal static class Rule
{
    /// <summary>Where the rules' pages are, from the root of the repository.</summary>
    private const string Pages = "docs/rules/";

    /// <summary>Wrong wherever it is reported: an error.</summary>
    public static DiagnosticDescriptor Certain(string id, string category, string title, string message) =>
        Of(id, category, DiagnosticSeverity.Error, title, message);

    /// <summary>Wrong as a rule, with exceptions that only people can know: a warning, since a remark is invisible in a build.</summary>
    public static DiagnosticDescriptor Likely(string id, string category, string title, string message) =>
        Of(id, category, DiagnosticSeverity.Warning, title, message);

    /// <summary>Like <see cref="Likely"/>, known only when the whole compilation has been seen: not while typing.</summary>
    public static DiagnosticDescriptor LikelyAtEnd(string id, string category, string title, string message) =>
        Of(id, category, DiagnosticSeverity.Warning, title, message, WellKnownDiagnosticTags.CompilationEnd);

    /// <summary>Worth knowing, and often as it should be: a remark, invisible in a build. Known only when the whole compilation has been seen.</summary>
    public static DiagnosticDescriptor RemarkAtEnd(string id, string category, string title, string message) =>
        Of(id, category, DiagnosticSeverity.Info, title, message, WellKnownDiagnosticTags.CompilationEnd);

    private static DiagnosticDescriptor Of(string id, string category, DiagnosticSeverity severity, string title, string message, params string[] tags) =>
        new(id, title, message, category, severity, isEnabledByDefault: true, helpLinkUri: Pages + id + ".md", customTags: tags);
}
