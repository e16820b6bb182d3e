namespace Nika.Messaging.Analyzers;

/// <summary>The rules' categories, as .editorconfig names them (<c>dotnet_analyzer_diagnostic.category-Nika.Usage.severity</c>).</summary>
internal static class RuleCategory
{
    public const string Contracts = "Nika.Contracts";
    public const string Schema = "Nika.Schema";
    public const string Pipelines = "Nika.Pipelines";
    public const string Usage = "Nika.Usage";
}
