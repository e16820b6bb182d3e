using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Nika.Messaging.Generators.Tests.Harness;

/// <summary>Makes compilations as strict as this repository: nullable, warnings are errors, documentation is checked.</summary>
internal static class Source
{
    public const string Usings = "using System;\nusing System.Collections.Generic;\nusing System.Collections.Immutable;\nusing System.Threading;\nusing System.Threading.Tasks;\nusing Nika.Messaging;\n";

    public static CSharpParseOptions Parse { get; } = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    public static CSharpCompilation Compile(params string[] sources) =>
        CSharpCompilation.Create(
            "Repo.Audit",
            sources.Select((source, index) => Tree(source, $"/src/Source{index}.cs")),
            References.All,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable,
                generalDiagnosticOption: ReportDiagnostic.Error,
                warningLevel: 9999));

    public static SyntaxTree Tree(string source, string path) =>
        CSharpSyntaxTree.ParseText(SourceText.From(Usings + source, System.Text.Encoding.UTF8), Parse, path);
}
